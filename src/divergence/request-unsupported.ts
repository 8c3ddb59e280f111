import { cxl31 } from '../base/spec.js';
import { requestUnsupportedCauses } from './causes-refusal.js';
import type { DivergenceKind } from './divergence.js';
import { refusalMismatch, refusals } from './refusal.js';

export const requestUnsupported: DivergenceKind = {
  code: 'request-unsupported',
  title: 'The device has the command, and not what is asked of it',
  fires:
    'An add or a release asks for a selection policy, a removal policy, forced removal or a number of extents that the device does not implement; or one side refuses that and the other does not.',
  explanation:
    'The specification lets a device choose where capacity comes from, or take it back by force. QEMU implements requests that name their extents, and the tagged memory series one extent in each. What is refused so has changed nothing.',
  causes: requestUnsupportedCauses,
  lookAt: ['the policy and the flags of the request', 'cxltrace profiles: which device implements which'],
  spec: [cxl31('7.6.7.6.5', 'Initiate Dynamic Capacity Add'), cxl31('7.6.7.6.6', 'Initiate Dynamic Capacity Release')],
  reports: [
    'Code reading of QEMU 10.2.2: policies other than prescriptive are refused, by QMP and by the fabric manager',
    'Tagged memory series for QEMU, November 2025, measured: "Only single extent add is supported currently"',
  ],
  mismatch: refusalMismatch('request-unsupported'),
  watch: refusals('request-unsupported'),
};
