import { contains, type DpaRange, overlaps, rangeText } from '../device/extents.js';
import type { Extent } from '../device/state.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import { recordText } from '../trace/record-place.js';
import { type Fault, shapeFault } from './fault.js';
import { backendFault } from './fault-backend.js';
import { type PlayedMailbox, returnCodeOf } from './played.js';
import { type HostList, hostList } from './requests.js';

/** Why a host's answer to an offer cannot be taken; null where nothing speaks against it. */
export function addResponseFault(played: PlayedMailbox): Fault | null {
  const { event, before } = played;
  const list = hostList(event);
  if (list === null)
    return { code: 'payload-length', what: `${event.requestLengthBytes} bytes are too few for an answer` };
  if (list.stated === 0) return null;
  if (!list.isWhole)
    return {
      code: 'payload-length',
      what: `the answer announces ${list.stated} extents and ends after ${event.requestLengthBytes} bytes`,
    };
  const limit = limitFault(played, list);
  if (limit !== null) return limit;
  const shape = shapeFault(before.dynamicCapacity, list.extents);
  if (shape !== null) return shape;
  for (const extent of list.extents) {
    const fault = entryFault(played, extent);
    if (fault !== null) return fault;
  }
  return null;
}

/** A refusal for want of room where there is room: the extents being accepted are counted twice. */
function limitFault(played: PlayedMailbox, { stated }: HostList): Fault | null {
  const { accepted } = played.before.dynamicCapacity;
  const isExhausted = returnCodeOf(played) === RETURN_CODES.RESOURCES_EXHAUSTED;
  if (!isExhausted || accepted.length + stated > played.profile.constants.extentsMax) return null;
  return {
    code: 'count-mismatch',
    what: `${accepted.length} extents are accepted and ${stated} would fit, but what is only offered was counted as well`,
  };
}

function entryFault(played: PlayedMailbox, extent: DpaRange): Fault | null {
  const { pending, accepted } = played.before.dynamicCapacity;
  const [first, ...later] = pending;
  const holds = (group: readonly Extent[] | undefined) => group?.some((one) => contains(one, extent)) ?? false;
  if (holds(first)) {
    const taken = accepted.find((one) => overlaps(one, extent));
    if (taken !== undefined)
      return { code: 'overlap', what: `${rangeText(extent)} overlaps the accepted ${rangeText(taken)}` };
    return backendFault(played, extent, first as readonly Extent[]) ?? secondPartFault(played, extent, first);
  }
  const queue = later.findIndex(holds);
  if (queue >= 0) return outOfOrder(played, extent, first, later[queue], queue + 2);
  return goneFault(played, extent) ?? unknownFault(extent, first, pending.length);
}

function outOfOrder(
  { ledger }: PlayedMailbox,
  extent: DpaRange,
  first: readonly Extent[] | undefined,
  own: readonly Extent[] | undefined,
  position: number,
): Fault {
  const offerOf = (group: readonly Extent[] | undefined) => (group === undefined ? undefined : ledger.ofGroup(group));
  const since = (group: readonly Extent[] | undefined) => {
    const exchange = offerOf(group);
    return exchange === undefined ? '' : ` (offered in ${recordText(exchange)})`;
  };
  return {
    code: 'response-order',
    what: `${rangeText(extent)} belongs to offer ${position} in the queue${since(own)}, and the first${since(first)} is still to be answered`,
    origin: offerOf(first),
  };
}

/** The first part of the answer was taken and said that more follows, and one side does not wait for it. */
function secondPartFault(
  { ledger }: PlayedMailbox,
  extent: DpaRange,
  group: readonly Extent[] | undefined,
): Fault | null {
  const part = group === undefined ? null : (ledger.ofGroup(group)?.part ?? null);
  return part === null
    ? null
    : {
        code: 'more-chain-broken',
        what: `${rangeText(extent)} is the rest of an answer whose first part, in ${recordText(part)}, said that more follows`,
        origin: part,
      };
}

/** The offer was answered before: by another chunk of the same answer, by the same answer, or by a rejection. */
function goneFault({ ledger, before }: PlayedMailbox, extent: DpaRange): Fault | null {
  const offer = ledger.holding('offer', extent);
  const answer = offer?.answered;
  const isAccepted = before.dynamicCapacity.accepted.some((one) => overlaps(one, extent));
  if (offer === undefined || answer === null || answer === undefined)
    return isAccepted ? { code: 'duplicate-response', what: `${rangeText(extent)} is accepted already` } : null;
  const { accepted, more } = answer;
  if (accepted.some((one) => overlaps(one, extent)) || accepted.length === 0) {
    const how = accepted.length === 0 ? 'rejected' : 'accepted';
    return {
      code: 'duplicate-response',
      what: `the offer of ${rangeText(extent)} was ${how} in ${recordText(answer)}`,
      origin: answer,
    };
  }
  return {
    code: 'more-chain-broken',
    severity: 'error',
    what: `${rangeText(extent)} is the rest of an offer that ended with the part answered in ${recordText(answer)}, which ${more ? 'said that more follows' : 'did not say that more follows'}`,
    ...(more && { followsFrom: answer.seq }),
    origin: answer,
  };
}

function unknownFault(extent: DpaRange, first: readonly Extent[] | undefined, groups: number): Fault {
  const code = 'missing-extent-details';
  if (groups === 0) return { code, what: `the host accepts ${rangeText(extent)}, and nothing is offered` };
  const near = first?.find((one) => overlaps(one, extent));
  return {
    code,
    what:
      near === undefined
        ? `the host accepts ${rangeText(extent)}, and no offer has it`
        : `the host accepts ${rangeText(extent)}, and ${rangeText(near)} is what was offered`,
  };
}
