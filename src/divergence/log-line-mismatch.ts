import { printable } from '../base/issue.js';
import type { TraceEvent } from '../trace/events.js';
import { recordText } from '../trace/record-place.js';
import type { DivergenceKind } from './divergence.js';
import { type Finding, NOTHING, type Watcher } from './watch.js';

export const logLineMismatch: DivergenceKind = {
  code: 'log-line-mismatch',
  title: 'The device printed something else',
  fires:
    'A recorded log line of the device is of a kind that the engine predicts, and the engine did not print it there; or the engine prints one that the recording, which has others of its kind, does not have.',
  explanation:
    'The lines that a device prints name the check that failed, more exactly than its return code. Where they differ, the two devices took another branch, even if they answer the same.',
  causes: [
    'the recording was made with another version than the profile',
    'the log is cut, or its mask (-d) leaves lines out',
    'the line belongs to another device of the machine',
  ],
  lookAt: [
    'the command just before the line',
    'the same trace with another --profile',
    'the -d and -D options of the machine',
  ],
  spec: [],
  reports: [
    'Fan Ni on the Linux DCD series v9: "Release response dpa" printed a pointer instead of the range; the wire was right',
    'Dave Jiang on v10, May 2026: the field printed as partition_id is the index of the updated region',
    'Tagged memory series for QEMU: "Mapping host memory backend for" is printed where there is no backend',
  ],
  watch: { severity: 'error', wants: { kinds: ['log'], prints: true }, start: watcher },
};

/** A line that the engine printed and the recording has not shown yet. */
interface Expected {
  readonly text: string;
  readonly event: TraceEvent;
}

/** Lines of one kind differ in numbers and names only. */
const shapeOf = (text: string): string =>
  text
    .replace(/\b(0x)?[0-9a-f]*\d[0-9a-f]*h?\b/gi, '#')
    .replace(/backend \S+/, 'backend #')
    .trim()
    .toLowerCase();

/** So many lines may wait: a recording may begin to show them late. */
const WAITING_MAX = 1000;

function watcher(): Watcher {
  let waiting: Expected[] = [];
  /** Kinds of lines that the recording shows: only of these can one be missing. */
  const recorded = new Set<string>();
  const printed = new Set<string>();
  const missing = (before: readonly Expected[]): readonly Finding[] =>
    before
      .filter(({ text }) => recorded.has(shapeOf(text)))
      .map(({ text, event }) => ({
        event,
        basis: 'replay',
        path: 'log',
        recorded: null,
        replayed: text,
        message: `the engine prints "${printable(text, 120)}" here, and the recording does not`,
      }));
  return {
    see(played) {
      const { event, log } = played;
      if (event.kind !== 'log') {
        for (const text of log) printed.add(shapeOf(text));
        waiting = [...waiting, ...log.map((text) => ({ text, event }))].slice(-WAITING_MAX);
        return NOTHING;
      }
      if (event.source !== 'qemu') return NOTHING;
      const index = waiting.findIndex(({ text }) => text === event.text);
      const shape = shapeOf(event.text);
      if (index >= 0) {
        recorded.add(shape);
        const skipped = waiting.slice(0, index);
        waiting = waiting.slice(index + 1);
        return missing(skipped);
      }
      const near = waiting.find(({ text }) => shapeOf(text) === shape);
      if (near === undefined && !printed.has(shape)) return NOTHING;
      waiting = waiting.filter((one) => one !== near);
      // What a line tells of the device's beginning, the engine could not print.
      return played.unseen !== undefined ? NOTHING : [unexpected(event, near)];
    },
    open: () => missing(waiting),
  };
}

function unexpected(event: TraceEvent & { readonly kind: 'log' }, near: Expected | undefined): Finding {
  const text = `"${printable(event.text, 120)}"`;
  return {
    event,
    basis: 'replay',
    path: 'text',
    recorded: event.text,
    replayed: near?.text ?? null,
    message:
      near === undefined
        ? `the recording has ${text}, and the engine prints no such line`
        : `the recording has ${text}; the engine prints "${printable(near.text, 120)}" in ${recordText(near.event)}`,
  };
}
