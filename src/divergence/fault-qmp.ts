import { printable } from '../base/issue.js';
import type { Fault } from './fault.js';
import { lineText, type Played } from './played.js';
import { qmpList } from './requests.js';

/** QEMU's words for a refusal, and the code that tells of it. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^dpa or len is not aligned|^extent with 0 length/, 'misaligned'],
  [/^extent range is beyond the region end|^region id is too large/, 'region-crossing'],
  [/^duplicate or overlapped extents|^cannot add DPA /, 'overlap'],
  [/^cannot release extent with pending DPA range/, 'release-while-pending'],
  [/^cannot release extent with non-existing DPA range/, 'missing-extent-details'],
  [/^Host memory backend size .* does not match/, 'backend-size-mismatch'],
  [/^dynamic capacity must have a backing device/, 'backend-without-memory'],
  [/ policy not supported|^Forced removal not supported|^Only single extent add/, 'opcode-unsupported'],
  [/^Invalid parameter|^Parameter '|^The command .* has not been found|^Expecting |^QMP input /, 'schema-error'],
  [/^Unable to resolve CXL type 3 device|^No dynamic capacity support/, 'schema-error'],
];

/** Why a QMP command is refused, told by the words of the refusal; null where they are none of these. */
export function qmpFault(played: Played, desc: string): Fault | null {
  const code = WORDS.find(([pattern]) => pattern.test(desc))?.[1];
  if (code === undefined || played.event.kind !== 'qmp') return null;
  return { code, what: `the device refuses: "${printable(desc, 120)}"${since(played)}` };
}

/** Where the offer that is in the way was made. */
function since({ event, before, ledger }: Played): string {
  if (event.kind !== 'qmp') return '';
  const [offer] = qmpList(before, event.arguments).flatMap((extent) => ledger.touching('offer', extent) ?? []);
  if (offer === undefined) return '';
  return ` (offered at ${lineText(offer)}${offer.answered === null ? ', not answered' : ''})`;
}
