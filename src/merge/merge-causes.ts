import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import type { LogEvent, QmpEvent, TraceEvent } from '../trace/events.js';
import type { Pair } from './merge-align.js';

/** What an operator's request makes a guest print, by words that are the same on both sides. */
type Mark = string;

/** The logs that an operator names, by the number that a guest prints. */
const LOGS: readonly string[] = ['informational', 'warning', 'failure', 'fatal', 'dynamic-capacity'];

/** What a request that was taken shows on the other side: one mark for each thing that the guest is told of. */
function marksOfRequest({ execute, arguments: given, answer }: QmpEvent): readonly Mark[] {
  if (answer === null || 'error' in answer || !isJsonObject(given)) return [];
  if (execute === 'cxl-add-dynamic-capacity') return lengthsOf(given).map((length) => `add ${length}`);
  const log = `cleared ${String(given['log'])}`;
  if (execute === 'cxl-inject-general-media-event') return [`media ${String(given['dpa'])}`, log];
  if (execute === 'cxl-inject-dram-event') return [`dram ${String(given['dpa'])}`, log];
  return execute === 'cxl-inject-memory-module-event' ? ['module', log] : [];
}

function lengthsOf(given: JsonObject): readonly string[] {
  const extents: JsonValue | undefined = given['extents'];
  if (!Array.isArray(extents)) return [];
  return extents.flatMap((extent) => (isJsonObject(extent) ? [String(extent['len'])] : []));
}

/** The mark that a guest's line bears; null where no operator made it. */
function markOfLine({ facts }: LogEvent): Mark | null {
  switch (facts?.kind) {
    case 'extent-added':
      return `add ${facts.lengthBytes}`;
    case 'general-media-event':
      return `media ${facts.dpa}`;
    case 'dram-event':
      return `dram ${facts.dpa}`;
    case 'memory-module-event':
      return 'module';
    case 'event-cleared':
      return `cleared ${LOGS[facts.log]}`;
    default:
      return null;
  }
}

/** The places of each mark in a source, in order: of what a guest prints, where it read what it prints. */
function marked(events: readonly TraceEvent[]): ReadonlyMap<Mark, readonly number[]> {
  const places = new Map<Mark, number[]>();
  let read: number | null = null;
  events.forEach((event, at) => {
    if (event.kind === 'mailbox' && event.opcode === getEventRecords.opcode) read = at;
    const place = event.kind === 'log' ? (read ?? at) : at;
    const mark = event.kind === 'log' ? markOfLine(event) : null;
    const marks = event.kind === 'qmp' ? marksOfRequest(event) : mark === null ? [] : [mark];
    for (const one of marks) {
      const known = places.get(one);
      if (known === undefined) places.set(one, [place]);
      else known.push(place);
    }
  });
  return places;
}

/**
 * An operator's requests and what a guest printed because of them: a request comes first, and its n-th mark is the n-th
 * of the guest's. Where one side has more of a mark than the other, something is lost, and which is not known.
 */
export function causePairs(operator: readonly TraceEvent[], guest: readonly TraceEvent[]): readonly Pair[] {
  if (guest.some(({ kind }) => kind === 'qmp')) return [];
  const effects = marked(guest);
  return [...marked(operator)].flatMap(([mark, causes]) => {
    const followed = effects.get(mark) ?? [];
    if (followed.length !== causes.length) return [];
    return causes.map((cause, place): Pair => [cause, followed[place] as number]);
  });
}
