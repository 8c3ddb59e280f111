import type { TraceEvent } from '../trace/events.js';
import type { MergeSource } from './merge-clock.js';

/** Messages of QEMU that a command makes it print: which command, by the words. */
const MESSAGES: readonly { readonly text: RegExp; readonly opcode: (match: RegExpMatchArray) => number }[] = [
  { text: /Command ([0-9a-f]{4})h not implemented/, opcode: ([, opcode]) => Number.parseInt(opcode ?? '', 16) },
  { text: /Scan Media Event Log is unsupported/, opcode: () => 0x4304 },
];

/**
 * Puts messages that have no times behind the commands that printed them: each behind the next command of its opcode,
 * in order. A source of which all messages find their place is used up.
 */
export function withMessagesPlaced<Source extends MergeSource>(sources: readonly Source[]): readonly Source[] {
  const told = sources.find(({ events }) => events.some(({ kind }) => kind === 'mailbox'));
  const silent = sources.filter(
    (source) => source !== told && source.events.length > 0 && source.events.every(isUntimedLog),
  );
  if (told === undefined || silent.length === 0) return sources;
  const behind = new Map<number, TraceEvent[]>();
  const left = silent.map((source) => ({
    ...source,
    events: source.events.filter((event) => !place(told, behind, event, source.name)),
  }));
  const events = told.events.flatMap((event, index) => [event, ...(behind.get(index) ?? [])]);
  return sources.flatMap((source) => {
    if (source === told) return [{ ...source, events }];
    const rest = left[silent.indexOf(source)];
    return rest === undefined ? [source] : [rest];
  });
}

const isUntimedLog = (event: TraceEvent): boolean => event.kind === 'log' && event.timeNs === null;

/** Finds the next command that can have printed a message; messages come in the order of their commands. */
function place(told: MergeSource, behind: Map<number, TraceEvent[]>, event: TraceEvent, file: string): boolean {
  if (event.kind !== 'log') return false;
  for (const { text, opcode } of MESSAGES) {
    const match = text.exec(event.text);
    if (match === null) continue;
    // The other file shows it itself.
    if (told.events.some((one) => one.kind === 'log' && one.text === event.text)) return false;
    const latest = Math.max(-1, ...behind.keys());
    const index = told.events.findIndex(
      (one, at) => at > latest && one.kind === 'mailbox' && one.opcode === opcode(match),
    );
    if (index < 0) return false;
    behind.set(index, [{ ...event, file }]);
    return true;
  }
  return false;
}
