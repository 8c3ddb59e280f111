import { cxl31 } from '../base/spec.js';
import { contains } from '../device/extents.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { recordText } from '../trace/record-place.js';
import { moreChainCauses } from './causes-more-chain.js';
import type { DivergenceKind } from './divergence.js';
import { dcRecords, readsDynamicCapacityLog } from './event-answer.js';
import { brokenOnGuest } from './guest-chain.js';
import type { Exchange } from './ledger.js';
import { type Played, returnCodeOf } from './played.js';
import { refusalMismatch, refusals } from './refusal.js';
import { hostList, isPrimary } from './requests.js';
import { eachRecord, type Finding, NOTHING, type Watch } from './watch.js';

/** An answer in several messages, of which the device takes the first for all. */
const chunked = eachRecord('error', { mailbox: [addDynamicCapacityResponse.opcode] }, (played) => {
  const { event, before, after, ledger } = played;
  const [group] = before.dynamicCapacity.pending;
  if (!isPrimary(event, addDynamicCapacityResponse.opcode) || returnCodeOf(played) !== 0 || group === undefined)
    return null;
  const list = hostList(event);
  if (list === null || !list.more || after.dynamicCapacity.pending.includes(group)) return null;
  const left = group.filter((extent) => !list.extents.some((one) => contains(one, extent)));
  const offer = ledger.ofGroup(group);
  const since = offer === undefined ? '' : ` of ${recordText(offer)}`;
  return {
    event,
    path: 'request.flags.more',
    recorded: true,
    replayed: true,
    message:
      left.length > 0
        ? `the answer says that more follows, and the device ends the offer${since} with it: ${left.length} of its ${group.length} extents can be accepted no more`
        : `the answer says that more follows, and it names all of the offer${since}`,
    ...(left.length === 0 && { severity: 'warning' }),
  };
});

/** The events of one offer whose chain does not end, or ends early. */
const announced: Watch = {
  severity: 'error',
  wants: { mailbox: [getEventRecords.opcode] },
  start() {
    // Weak: what the ledger forgets is forgotten here too.
    const told = new WeakSet<Exchange>();
    return {
      see(played) {
        const { event } = played;
        if (!isPrimary(event, getEventRecords.opcode) || !readsDynamicCapacityLog(event)) return NOTHING;
        return brokenChains(played).flatMap(({ exchange, ...finding }) => {
          if (told.has(exchange)) return [];
          told.add(exchange);
          return [finding];
        });
      },
    };
  },
};

function brokenChains(played: Played): (Finding & { readonly exchange: Exchange })[] {
  const records = dcRecords(played);
  return records.flatMap((record, index) => {
    const kind = record.type === 'add-capacity' ? 'offer' : 'release';
    const exchange = played.ledger.touching(kind, record.extent);
    const position = exchange?.extents.findIndex((one) => one.startDpa === record.extent.startDpa) ?? -1;
    if (exchange === undefined || position < 0) return [];
    const isLast = position === exchange.extents.length - 1;
    const { more } = record.eventFlags;
    if (more === !isLast) return [];
    return [
      {
        exchange,
        event: played.event,
        path: `response.records[${index}].eventFlags.more`,
        recorded: more,
        replayed: more,
        message: more
          ? `the last event of the ${kind} of ${recordText(exchange)} says that more follow`
          : `event ${position + 1} of ${exchange.extents.length} of the ${kind} of ${recordText(exchange)} says that it is the last`,
        origin: exchange,
      },
    ];
  });
}

export const moreChainBroken: DivergenceKind = {
  code: 'more-chain-broken',
  title: 'A More chain does not end where it should',
  fires:
    'The events of one request do not carry More on all but the last; or an answer comes in several messages and the device takes the first for all, because the host did not set More or the device does not look at it; or the guest waits for the end of a chain in vain.',
  explanation:
    'More ties records together: the extents of one request are one offer and get one answer, in one message or several. A chain without an end keeps the host waiting; one that ends early loses what follows, and nobody can answer that part any more.',
  causes: moreChainCauses,
  lookAt: [
    'the More flag of each event record of the offer',
    'flags and extents of each message of the answer',
    'the limit of extents per message: answers are split when the mailbox payload is small',
  ],
  spec: [cxl31('8.2.9.2.1.6', 'Dynamic Capacity Event Record'), cxl31('8.2.9.9.9.3', 'Add Dynamic Capacity Response')],
  reports: [
    'QEMU commit 80ee960f8d, Fan Ni, October 2024: every event after the first kept More set, so that hosts waited for ever',
    'Li Ming on the Linux DCD series v3, v4 and v6 (to November 2024): More was cleared with &= where |= was meant, and would have stayed on the last message',
    'Code reading of QEMU 10.2.2: the device ignores More in answers, so the first of several messages ends the offer',
  ],
  mismatch: {
    claims: (mismatch, played) =>
      /\.(eventFlags|flags)\.more$/.test(mismatch.path) ||
      refusalMismatch('more-chain-broken').claims(mismatch, played),
    message: (mismatch, played) =>
      mismatch.path.endsWith('.more')
        ? `${mismatch.path}: recorded ${String(mismatch.recorded)}, replayed ${String(mismatch.replayed)}`
        : refusalMismatch('more-chain-broken').message(mismatch, played),
  },
  watch: [chunked, announced, refusals('more-chain-broken'), ...brokenOnGuest],
};
