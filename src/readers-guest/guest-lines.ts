import { LineTable, type Said } from '../readers/line-rule.js';
import { capacityLines } from './guest-lines-capacity.js';
import { eventLines } from './guest-lines-events.js';
import { failureLines } from './guest-lines-failures.js';
import { groupLines } from './guest-lines-groups.js';
import { kernelLines } from './guest-lines-kernel.js';
import { mailboxLines } from './guest-lines-mailbox.js';
import { partitionLines } from './guest-lines-partitions.js';
import { platformLines } from './guest-lines-platform.js';
import { refusalLines } from './guest-lines-refusals.js';
import { readTracepointText } from './tracepoint.js';
import { tracepoints } from './tracepoints.js';

const table = new LineTable([
  ...mailboxLines,
  ...eventLines,
  ...capacityLines,
  ...refusalLines,
  ...groupLines,
  ...partitionLines,
  ...failureLines,
  ...platformLines,
  ...kernelLines,
]);

/** What a message of the guest's kernel says, without time, driver and device in front; null where no rule knows it. */
export const guestLine = (message: string): Said | null => table.read(message) ?? printedTracepoint(message);

/** With tp_printk the kernel prints its trace events too. */
function printedTracepoint(message: string): Said | null {
  const [, event, text] = /^(cxl_\w+): (.*)$/.exec(message) ?? [];
  const known = event === undefined ? undefined : tracepoints.get(event);
  const read = known === undefined ? null : readTracepointText(known, text ?? '', 'ftrace');
  return read !== null && 'fact' in read ? read : null;
}

/** Drivers that say where things lie and how they are wired, nothing of the mailbox or of capacity. */
const TOPOLOGY = /^(?:cxl_(?!pci$|mock_mem$)\w+|cxl|dax\w*|device_dax|kmem|nd|nd_\w+|hmem\w*)$/;

/** What such a driver might still say of capacity: then a wording that no rule knows is one that matters. */
const ON_CAPACITY = /\b(?:extents?|DCD?|[Tt]ags?|dynamic|Dynamic)\b/;

/** Devices of the same kind that no driver has bound yet. */
const DEVICES = /^(?:dax|decoder|region|port|endpoint|root|mapping|pmem|nvdimm|ndbus|pci0000)[\w:.]*$/;

/** Whether a line is one of topology, which is for people: regions, ports, decoders, DAX devices. */
export const isTopology = (driver: string, device: string, message: string): boolean =>
  (driver === '' ? DEVICES.test(device) : TOPOLOGY.test(driver)) && !ON_CAPACITY.test(message);
