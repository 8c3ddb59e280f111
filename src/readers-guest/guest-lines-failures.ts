import { INT, oneOf, TEXT, WORD } from '../readers/line-holes.js';
import { type LineRule, line } from '../readers/line-rule.js';

/** A wording that names what went wrong, and the errno at its end. */
const failed = (what: string): LineRule =>
  line([what, '', ''], oneOf(' : ', ': ', ' '), INT).says((_colon, errno) => ({ kind: 'driver-failure', what, errno }));

const gaveUp = (what: string): LineRule => line([what]).says(() => ({ kind: 'driver-failure', what, errno: null }));

/** What the driver says when it gives up on something of the device; most end in a negative errno. */
export const failureLines: readonly LineRule[] = [
  ...[
    'Failed to alloc irq vectors',
    'Failed to get security state',
    'Failed to sanitize device',
    'Error aborting FW transfer',
    'Error activating firmware',
    'Failed to parse CDAT',
    'Failed to query partition information',
    'Failed to get supported logs',
    'Existing extent processing failed',
    'Failed to get DC config',
    'Failed to read Dynamic Capacity config',
    'dcd event failed',
    'Failed to get Identify info',
  ].map(failed),
  ...[
    'Failed to query partition information',
    'No memory available',
    'CXL MCE unsupported',
    'device has no dpa resource',
    'Invalid return size',
    'CXL store rec_gen_media failed',
    'CXL store rec_dram failed',
    'Media not ready',
    'Device not in good health',
    'HDM decoder registers not found',
    'CXL port topology not found',
    'PMEM disabled by platform',
  ].map(gaveUp),
  line`CXL port topology ${WORD} not enabled`.says((port) => ({
    kind: 'driver-failure',
    what: `CXL port topology ${port} not enabled`,
    errno: null,
  })),
  line`${TEXT}: input payload not allowed`.says((command) => ({
    kind: 'driver-failure',
    what: `${command}: input payload not allowed`,
    errno: null,
  })),
  line`misaligned offset for FW transfer slice (${INT})`.says((offset) => ({
    kind: 'driver-failure',
    what: `misaligned offset for FW transfer slice (${offset})`,
    errno: null,
  })),
];
