import { printable } from '../base/issue.js';
import { overlaps } from '../device/extents.js';
import { recordText } from '../trace/record-place.js';
import type { Fault } from './fault.js';
import type { Exchange } from './ledger.js';
import type { Played } from './played.js';
import { qmpList } from './requests.js';

const NOT_ACCEPTED =
  'Only what a host has accepted can be asked back. This range was never offered, or rejected, or given back already; the request is refused, and nothing reached the host.';

const NO_DEVICE =
  'The path leads to no CXL memory device with Dynamic Capacity, or, as the end of a path, to several. Nothing reached a device.';

/** QEMU's words for a refusal, the code that tells of it, and what else to say than that code does. */
const WORDS: readonly (readonly [RegExp, string, string?])[] = [
  [/^dpa or len is not aligned|^extent with 0 length/, 'misaligned'],
  [/^extent range is beyond the region end|^region id is too large/, 'region-crossing'],
  [/^duplicate or overlapped extents|^cannot add DPA /, 'overlap'],
  [/^cannot release extent with pending DPA range/, 'release-while-pending'],
  [/^cannot release extent with non-existing DPA range/, 'missing-extent-details', NOT_ACCEPTED],
  [/^Host memory backend size .* does not match/, 'backend-size-mismatch'],
  [/^dynamic capacity must have a backing device/, 'backend-without-memory'],
  [/ policy not supported|^Forced removal not supported|^Only single extent add/, 'request-unsupported'],
  [/^Invalid parameter|^Parameter '|^The command .* has not been found|^Expecting |^QMP input /, 'schema-error'],
  [/^Unable to resolve CXL type 3 device|^No dynamic capacity support/, 'schema-error', NO_DEVICE],
];

/** Why a QMP command is refused, told by the words of the refusal; null where they are none of these. */
export function qmpFault(played: Played, desc: string): Fault | null {
  const [, code, because] = WORDS.find(([pattern]) => pattern.test(desc)) ?? [];
  if (code === undefined || played.event.kind !== 'qmp') return null;
  const isInTheWay = /^cannot (add|release)/.test(desc) && code !== 'missing-extent-details';
  const offer = isInTheWay ? offerInTheWay(played, desc) : undefined;
  const what = `QEMU refuses: "${printable(desc, 120)}"${since(offer)}`;
  return { code, what, ...(because && { because }), origin: offer };
}

/** The latest offer that the request runs into, of those of which QEMU speaks: that a host has, or that wait for it. */
function offerInTheWay({ event, before, ledger }: Played, desc: string): Exchange | undefined {
  if (event.kind !== 'qmp') return undefined;
  const asked = qmpList(before, event.arguments);
  const offers = ledger.exchanges.filter(
    ({ kind, extents }) => kind === 'offer' && extents.some((one) => asked.some((range) => overlaps(one, range))),
  );
  const isAccepted = /accessible/.test(desc);
  return offers.findLast(({ answered }) => (answered !== null) === isAccepted) ?? offers.at(-1);
}

const since = (offer: Exchange | undefined): string =>
  offer === undefined ? '' : ` (offered in ${recordText(offer)}${offer.answered === null ? ', not answered' : ''})`;
