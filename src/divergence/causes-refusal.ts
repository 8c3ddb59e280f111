import { isJsonObject } from '../base/json.js';
import { type Cause, type Evidence, either } from './cause.js';
import { qmpRefusal } from './played.js';

/** What QEMU says against a request, as recorded or else by the engine. */
const refusalOf = ({ played }: Evidence): string =>
  qmpRefusal(played) ?? (played.output?.kind === 'error' ? played.output.error.desc : '');

/** A cause that QEMU's words for a refusal decide. */
const told = (text: string, pattern: RegExp): Cause => ({
  text,
  weigh(evidence) {
    const words = refusalOf(evidence);
    return words === '' ? null : either(pattern.test(words), 'QEMU says so', 'QEMU says something else');
  },
});

export const requestUnsupportedCauses: readonly Cause[] = [
  told(
    'a selection policy other than prescriptive, or a removal policy that this version does not have',
    / policy not supported/,
  ),
  told('forced removal: QEMU asks the host and takes nothing by itself', /^Forced removal not supported/),
  told('several extents in one request to a device with lazy backends', /^Only single extent add/),
];

const argumentsOf = ({ event }: Evidence) =>
  event.kind === 'qmp' && isJsonObject(event.arguments) ? event.arguments : {};

export const schemaErrorCauses: readonly Cause[] = [
  {
    text: 'the spelling of an older series: region-id for region, hid for host-id',
    weigh(evidence) {
      const old = ['region-id', 'hid'].find((name) => Object.hasOwn(argumentsOf(evidence), name));
      return either(old !== undefined, `it has ${old ?? ''}`, 'it has neither');
    },
  },
  {
    text: 'a policy as an integer where an enumeration is wanted',
    weigh(evidence) {
      const isNumber = Object.entries(argumentsOf(evidence)).some(
        ([name, value]) => name.endsWith('-policy') && typeof value === 'number',
      );
      return either(isNumber, 'its policy is a number', 'its policy is no number');
    },
  },
  told(
    'a path that names no device, or one without Dynamic Capacity',
    /^Unable to resolve CXL type 3 device|^No dynamic capacity support/,
  ),
  told('a command that this version of QEMU does not have', /^The command .* has not been found/),
];
