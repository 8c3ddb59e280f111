import type { DpaRange } from '../device/extents.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { mailboxCommands } from '../mailbox/index.js';
import type { Divergence } from './divergence.js';
import type { Exchange, Ledger } from './ledger.js';
import { type Played, responseOf } from './played.js';
import { requestedExtents } from './requests.js';
import type { Told } from './told.js';

const SAID_MAX = 12;

/** The divergence with its story, in order, from the exchanges that its record is about; without one where there is nothing to tell. */
export function withStory(played: Played, divergence: Divergence): Divergence {
  const { seq, path } = divergence;
  const exchanges = exchangesOf(played, path);
  const bySeq = new Map<string, Told>();
  for (const { said } of exchanges)
    for (const one of said) {
      const told = { ...one, what: one.what() };
      if (one.seq <= seq) bySeq.set(`${one.seq} ${told.what}`, told);
    }
  const said = [...bySeq.values()].sort((left, right) => left.seq - right.seq);
  return said.length === 0 ? divergence : { ...divergence, story: said.slice(-SAID_MAX) };
}

/** All that was said of one offer or release up to a record. */
export const storyOfExchange = ({ said }: Exchange, seq: number): readonly Told[] =>
  said.filter((one) => one.seq <= seq).map((one) => ({ ...one, what: one.what() }));

/** The exchanges about the extents that the record names, or the field that differs; the first offer in the queue otherwise. */
function exchangesOf(played: Played, path: string): readonly Exchange[] {
  const { ledger, before } = played;
  const named = [...fieldExtents(played, path), ...requestedExtents(played)].slice(0, SAID_MAX);
  const found = withSameTag(
    ledger,
    named.flatMap((range) => touching(ledger, range)),
  );
  const first = before.dynamicCapacity.pending[0];
  const queued = first === undefined ? undefined : ledger.ofGroup(first);
  const isAnswer = played.event.kind === 'mailbox' && played.event.opcode === addDynamicCapacityResponse.opcode;
  return queued !== undefined && isAnswer ? [queued, ...found] : found;
}

/** Also what else was offered or asked back with the same tags: it may be about the same memory. */
function withSameTag({ exchanges }: Ledger, found: readonly Exchange[]): readonly Exchange[] {
  const tags = new Set(found.flatMap(({ extents }) => extents.flatMap(({ tag }) => tag ?? [])));
  if (tags.size === 0) return found;
  const isSame = (tag: string | null) => tag !== null && tags.has(tag);
  const same = exchanges.filter(({ extents, byTag }) => isSame(byTag) || extents.some(({ tag }) => isSame(tag)));
  return [...new Set([...same.slice(-4), ...found])];
}

const touching = (ledger: Ledger, range: DpaRange): readonly Exchange[] =>
  (['offer', 'release'] as const).flatMap((kind) => ledger.touching(kind, range) ?? []);

/** The extents of the response: the one that the path names, or else all. */
function fieldExtents(played: Played, path: string): readonly DpaRange[] {
  const { event } = played;
  const response = responseOf(played);
  if (event.kind !== 'mailbox' || response === null || !path.startsWith('response')) return [];
  const decoded: unknown = mailboxCommands.get(event.opcode)?.response.decode(response);
  const lists = Object.values((decoded ?? {}) as Readonly<Record<string, unknown>>).filter(Array.isArray);
  const index = /\[(\d+)\]/.exec(path)?.[1];
  return lists
    .flatMap((list: readonly unknown[]) => (index === undefined ? list : [list[Number(index)]]))
    .flatMap((one) => extentIn(one) ?? []);
}

function extentIn(value: unknown): DpaRange | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('startDpa' in value && 'lengthBytes' in value) return value as DpaRange;
  return 'extent' in value ? extentIn(value.extent) : null;
}
