import type { TraceEvent } from '../trace/events.js';
import { tellers } from './index.js';
import type { Teller } from './teller.js';

/** Those that can learn something from records with this opcode, QMP command or kind. */
type Table<Key> = ReadonlyMap<Key, readonly Teller[]>;

function tableOf<Key>(keysOf: (teller: Teller) => readonly Key[]): Table<Key> {
  const table = new Map<Key, Teller[]>();
  for (const teller of tellers) for (const key of keysOf(teller)) table.set(key, [...(table.get(key) ?? []), teller]);
  return table;
}

const byOpcode = tableOf<number>(({ wants }) => wants?.mailbox?.map(({ opcode }) => opcode) ?? []);
const byName = tableOf(({ wants }) => wants?.qmp?.map(({ name }) => name) ?? []);
const byKind = tableOf(({ wants }) => wants?.kinds ?? []);

const NONE: readonly Teller[] = [];

/** The tellers that want a record, in two lists: for what it is, and for its kind. */
export function wanting(event: TraceEvent): readonly [readonly Teller[], readonly Teller[]] {
  const ofKind = byKind.get(event.kind) ?? NONE;
  if (event.kind === 'mailbox') return [byOpcode.get(event.opcode) ?? NONE, ofKind];
  return [event.kind === 'qmp' ? (byName.get(event.execute) ?? NONE) : NONE, ofKind];
}
