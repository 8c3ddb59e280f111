import { type DpaRange, isBacked, overlaps, overlapsPending, rangeText } from '../device/extents.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import { recordText } from '../trace/record-place.js';
import { type Fault, shapeFault } from './fault.js';
import { type PlayedMailbox, returnCodeOf } from './played.js';
import { hostList } from './requests.js';

/** Why what a host gives back cannot be taken; null where nothing speaks against it. */
export function releaseFault(played: PlayedMailbox): Fault | null {
  const { event, before } = played;
  const list = hostList(event);
  if (list === null)
    return { code: 'payload-length', what: `${event.requestLengthBytes} bytes are too few for a release` };
  if (list.stated === 0)
    return { code: 'missing-extent-details', what: 'the list of extents to give back is empty', because: NOT_HELD };
  if (!list.isWhole)
    return {
      code: 'payload-length',
      what: `the release announces ${list.stated} extents and ends after ${event.requestLengthBytes} bytes`,
    };
  const shape = shapeFault(before.dynamicCapacity, list.extents);
  if (shape !== null) return shape;
  for (const check of [entryFault, splitFault]) {
    const fault = list.extents.map((extent) => check(played, extent)).find((one) => one !== null);
    if (fault) return fault;
  }
  return null;
}

function entryFault(played: PlayedMailbox, extent: DpaRange): Fault | null {
  const { dynamicCapacity } = played.before;
  if (isBacked(dynamicCapacity, extent)) return null;
  if (overlapsPending(dynamicCapacity, extent))
    return {
      code: 'release-while-pending',
      what: `${rangeText(extent)} is offered and not accepted yet`,
      origin: played.ledger.touching('offer', extent),
    };
  const earlier = played.ledger.exchanges.findLast(
    ({ kind, answered }) => kind === 'release' && (answered?.accepted.some((one) => overlaps(one, extent)) ?? false),
  );
  if (earlier?.answered)
    return {
      code: 'duplicate-response',
      what: `${rangeText(extent)} was given back in ${recordText(earlier.answered)} already`,
      origin: earlier.answered,
    };
  const what = `${rangeText(extent)} is given back and not wholly accepted`;
  return { code: 'missing-extent-details', what, because: NOT_HELD };
}

const NOT_HELD =
  'A host gives back what it has accepted, by address and length. The device refuses the whole release where one entry is not of that kind, and all of its capacity stays with the host.';

/** Where all of the ranges are accepted, only that one is a part of an extent can speak against it. */
function splitFault(played: PlayedMailbox, extent: DpaRange): Fault | null {
  const whole = played.before.dynamicCapacity.accepted.find(
    (one) =>
      overlaps(one, extent) &&
      (one.startDpa < extent.startDpa || one.startDpa + one.lengthBytes > extent.startDpa + extent.lengthBytes),
  );
  if (whole === undefined) return null;
  const exhausted = returnCodeOf(played) === RETURN_CODES.RESOURCES_EXHAUSTED;
  return {
    code: 'partial-release-refused',
    what: `${rangeText(extent)} is a part of the accepted ${rangeText(whole)}${exhausted ? ', and the split would leave too many extents' : ''}`,
  };
}
