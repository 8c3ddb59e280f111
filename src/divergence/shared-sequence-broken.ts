import { cxl31 } from '../base/spec.js';
import { rangeText } from '../device/extents.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import type { DivergenceKind } from './divergence.js';
import { type DcRecord, dcRecords, readsDynamicCapacityLog } from './event-answer.js';
import { refusedByGuest } from './guest-refusal.js';
import type { Played } from './played.js';
import { isPrimary } from './requests.js';
import { eachRecord, type Finding } from './watch.js';

export const sharedSequenceBroken: DivergenceKind = {
  code: 'shared-sequence-broken',
  title: 'The sequence numbers of a shared allocation do not add up',
  fires:
    'The add events of one chain and tag have sequence numbers that are neither all zero nor n in a row from 0 or 1; or the guest says that it drops an allocation for its sequence numbers.',
  explanation:
    'Capacity that several hosts share is put together in the order of its sequence numbers, so that all see the same memory. A host that finds a number twice, misses one, or finds numbers where nothing is shared cannot tell the order, and drops the whole allocation.',
  causes: [
    'the device numbers over all requests, or over all tags of a chain, where it should begin anew',
    'device and driver disagree on the first number: the Linux series v10 wants 1, v11 wants 0',
    'a record of the chain was lost, and its number with it',
    'a partition that is not sharable, in which records carry numbers all the same',
  ],
  lookAt: [
    'sharedSequence of each event record of the chain',
    'the sharable flag of the region in its DSMAS entry',
    'which version of the series the guest runs',
  ],
  spec: [cxl31('8.2.9.2.1.6', 'Dynamic Capacity Event Record')],
  reports: [
    'Dave Jiang on the Linux DCD series v10, May 2026: sequence 0 is legal for shareable extents; v10 wanted 1..n, v11 0..n-1',
    'John Groves, "Enable and validate multi-extent DCDs", 23 April 2026: gaps and duplicates in the numbers of a tag end the allocation',
  ],
  watch: [
    eachRecord('warning', { mailbox: [getEventRecords.opcode] }, brokenSequence),
    refusedByGuest('shared-sequence-broken'),
  ],
};

function brokenSequence(played: Played): Finding | null {
  const { event } = played;
  if (!isPrimary(event, getEventRecords.opcode) || !readsDynamicCapacityLog(event)) return null;
  const records = dcRecords(played);
  // A single number says nothing, here and below: its chain may have begun before.
  if (records.length < 2) return null;
  const group = wholeChains(records)
    .flatMap(byTag)
    .find((one) => !isInOrder(one.map(sequenceOf)));
  const first = group?.[0];
  if (group === undefined || first === undefined) return null;
  const { tag } = first.record.extent;
  const numbers = group.map(sequenceOf);
  return {
    event,
    path: `response.records[${first.index}].extent.sharedSequence`,
    recorded: numbers,
    replayed: numbers,
    message: `the extents of ${tag === null ? 'no tag' : `tag ${tag}`} from ${rangeText(first.record.extent)} on have the sequence numbers ${numbers.join(', ')}`,
  };
}

const sequenceOf = ({ record }: Numbered): number => record.extent.sharedSequence;

/** A chain may bring several allocations, each with a tag of its own. */
function byTag(chain: readonly Numbered[]): readonly (readonly Numbered[])[] {
  const groups = new Map<string | null, Numbered[]>();
  for (const one of chain) {
    const group = groups.get(one.record.extent.tag);
    if (group === undefined) groups.set(one.record.extent.tag, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

type Numbered = { readonly record: DcRecord; readonly index: number };

/** The chains of add events that end within one answer and do not begin before it. */
function wholeChains(records: readonly DcRecord[]): readonly (readonly Numbered[])[] {
  const chains: Numbered[][] = [];
  let chain: Numbered[] = [];
  for (const [index, record] of records.entries()) {
    if (record.type !== 'add-capacity') continue;
    chain.push({ record, index });
    if (record.eventFlags.more) continue;
    chains.push(chain);
    chain = [];
  }
  return chains;
}

/** All zero, or each number once from 0 or 1 on. */
function isInOrder(numbers: readonly number[]): boolean {
  if (numbers.length < 2 || numbers.every((number) => number === 0)) return true;
  const sorted = [...numbers].sort((left, right) => left - right);
  const first = sorted[0] ?? 0;
  return first <= 1 && sorted.every((number, index) => number === first + index);
}
