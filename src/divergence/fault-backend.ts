import { backendByKey } from '../device/backend-list.js';
import { contains, type DpaRange, isBacked, rangeText } from '../device/extents.js';
import type { Extent } from '../device/state.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import { type RecordPlace, recordText } from '../trace/record-place.js';
import type { Fault } from './fault.js';
import { type Exchange, tagOf } from './ledger.js';
import { type PlayedMailbox, returnCodeOf } from './played.js';

/** What a device refuses whose capacity stands behind backends: all of one extent, or nothing, and each backend once. */
export function backendFault(played: PlayedMailbox, extent: DpaRange, group: readonly Extent[]): Fault | null {
  if (!played.before.config.lazyBackends) return null;
  const offered = group.find((one) => contains(one, extent)) as Extent;
  if (offered.startDpa !== extent.startDpa || offered.lengthBytes !== extent.lengthBytes)
    return {
      code: 'missing-extent-details',
      what: `${rangeText(extent)} is a part of the offered ${rangeText(offered)}; the device knows its backend by exact address and length only`,
    };
  const offer = played.ledger.ofGroup(group);
  const mapped = mappedFault(played, offered, group, offer);
  if (mapped !== null) return { ...mapped, severity: 'error', ...triedBefore(played, extent) };
  if (hasMemory(played, offered, offer)) return null;
  return {
    code: 'backend-without-memory',
    what: `${rangeText(extent)} has no backend with memory behind it${offer?.by === 'fabric manager' ? ': a fabric manager offered it, who names none' : ''}`,
    ...(offer?.by === 'fabric manager' && { because: OF_FABRIC_MANAGER }),
    severity: 'error',
    origin: offer,
    ...triedBefore(played, extent),
  };
}

/** The backend is mapped already: since an earlier offer, or by another extent of the same one. */
function mappedFault(
  played: PlayedMailbox,
  offered: Extent,
  group: readonly Extent[],
  offer: Exchange | undefined,
): Fault | null {
  const code = 'backend-already-mapped';
  const key = offered.mapping?.backendKey ?? null;
  const twin = group.find((one) => one !== offered && key !== null && one.mapping?.backendKey === key);
  if (twin !== undefined)
    return {
      code,
      what: `${rangeText(offered)} and ${rangeText(twin)} of the same offer have one backend`,
      because: ONE_FOR_TWO,
      origin: offer,
    };
  const isMapped = backendByKey(played.before, key)?.isMapped;
  const earlier = offer === undefined ? undefined : acceptedBefore(played, offer, offered);
  if (isMapped === false || (isMapped === undefined && earlier === undefined)) return null;
  const since = earlier === undefined ? '' : ` for the offer of ${recordText(earlier)}`;
  const what = `the backend of ${rangeText(offered)} was mapped${since} and has not been let go`;
  const isHeld = earlier?.extents.some((one) => isBacked(played.before.dynamicCapacity, one)) ?? false;
  // While the host has the other, the second offer of the tag is one too many; afterwards it was not let go.
  const origin = isHeld ? offer : earlier && releaseOf(played, earlier);
  return { code, what, ...(isHeld && { because: STILL_HELD }), origin };
}

/** The latest release of what an offer brought. */
const releaseOf = ({ ledger }: PlayedMailbox, { extents }: Exchange): RecordPlace | undefined =>
  extents.map((extent) => ledger.touching('release', extent)?.answered ?? undefined).find((one) => one !== undefined);

const ONE_FOR_TWO =
  'A backend can back one extent. Both extents have one tag, so the lookup found the same backend for both: the first maps it, and the second is refused.';

const STILL_HELD =
  'A backend can back one extent, and the host still has the capacity of the earlier offer. Two offers with one tag find the same backend; this one can be accepted when the other has been given back, if the device takes the mark back then.';

const OF_FABRIC_MANAGER =
  'With lazy backends the tag of a QMP add finds the memory. Offers of a fabric manager carry no backend at all, so each acceptance of them is refused.';

/** Whether there is memory to map; where nothing speaks against it and the device refuses, that is the check that is left. */
function hasMemory(played: PlayedMailbox, { mapping }: Extent, offer: Exchange | undefined): boolean {
  if (offer?.by === 'fabric manager' || mapping?.backendKey === null) return false;
  if (backendByKey(played.before, mapping?.backendKey ?? null)?.hasMemory === false) return false;
  return returnCodeOf(played) !== RETURN_CODES.INVALID_PHYSICAL_ADDRESS;
}

/** The refusal before, where it was of the same extent: this one follows from it. */
function triedBefore({ ledger: { refused } }: PlayedMailbox, { startDpa, lengthBytes }: DpaRange) {
  const isSame = refused?.extents.some((one) => one.startDpa === startDpa && one.lengthBytes === lengthBytes) ?? false;
  return refused !== null && isSame ? { followsFrom: refused.seq } : {};
}

/** An earlier offer of the same tag that was accepted: its backend is mapped since. */
function acceptedBefore({ ledger }: PlayedMailbox, offer: Exchange, extent: DpaRange): Exchange | undefined {
  const tag = tagOf(offer, extent);
  return ledger.exchanges.find(
    (one) =>
      one !== offer &&
      one.kind === 'offer' &&
      (one.answered?.accepted.length ?? 0) > 0 &&
      one.extents.some((other) => other.tag === tag),
  );
}
