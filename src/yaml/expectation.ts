import type { JsonObject, JsonValue } from '../base/json.js';
import { didYouMean } from '../base/nearest.js';
import { EVENT_LOGS } from '../protocol/event-records.js';
import * as shape from './expectation-shape.js';
import { shown, type YamlIssue, type YamlMap } from './yaml-node.js';

/** One predicate of an `expect` step: what it says, for help texts, and how its value is written. */
interface WrittenPredicate {
  readonly describe: string;
  readonly shape: shape.Shape;
}

const extents = shape.list('a list of extents', shape.extent);

const eventLog = shape.either(
  ['scalar', shape.count],
  ['map', shape.fields('records, overflowCount', { records: shape.count, overflowCount: shape.count })],
);

/** What an `expect` step can say. Add a predicate: a line here, a file in expect/ that knows what is. */
export const PREDICATES: Readonly<Record<string, WrittenPredicate>> = {
  accepted: { describe: 'the extents that the host has accepted, in the order of the extent list', shape: extents },
  pendingGroups: {
    describe: 'how many offers wait for their answer, or the extents of each',
    shape: shape.either(['scalar', shape.count], ['list', shape.list('a list of groups of extents', extents)]),
  },
  backends: {
    describe: 'host memory backends by object id; null for one that is not there',
    shape: shape.byName(
      'backends by object id',
      shape.orNone(
        shape.fields('tag, mapped, sizeBytes', {
          tag: shape.orNone(shape.text),
          mapped: shape.flag,
          sizeBytes: shape.size,
        }),
      ),
    ),
  },
  eventLogs: {
    describe: 'how many records each event log holds, and how many it lost',
    shape: shape.fields(
      'event logs by name',
      Object.fromEntries(Object.keys(EVENT_LOGS).map((name) => [name, eventLog])),
    ),
  },
  extentsAvailable: { describe: 'how many extents the device says it can still take', shape: shape.count },
  generationNumber: { describe: 'how often the extent list has changed, as the device counts', shape: shape.count },
  virtualNs: { describe: 'what the virtual clock shows', shape: shape.duration },
  backgroundOperation: {
    describe: 'the command that runs in the background, or null for none',
    shape: shape.orNone(shape.fields('opcode, percent', { opcode: shape.opcode, percent: shape.count })),
  },
  crashed: { describe: 'whether the device died', shape: shape.flag },
  returnCode: { describe: 'what the last command before this place answered', shape: shape.returnCode },
  error: {
    describe: "QEMU's refusal of the last QMP command before this place, or null for a success",
    shape: shape.orNone(shape.text),
  },
  log: {
    describe: 'the lines that the device printed in the last step before this place',
    shape: shape.list('a list of lines', shape.text),
  },
  divergences: {
    describe:
      'exactly the codes of the divergences so far, in order, or how many of each; what follows from one is not listed',
    shape: shape.either(
      ['list', shape.list('a list of divergence codes', shape.code)],
      ['map', shape.byName('how many of each code', shape.count)],
    ),
  },
};

/** What an expectation says: the predicates that could be read, and the names of those that could not. */
export interface WrittenExpectation {
  readonly expectation: JsonObject;
  /** The device that it is about, by its QOM path or the end of it; the first where it is absent. */
  readonly device?: string;
  readonly unread: readonly string[];
}

/** The key that says which device an expectation is about: no predicate, nothing is held against it. */
export const DEVICE = 'device';
const DEVICE_SHAPE = shape.text;

/** The predicates of one `expect` step; what cannot be meant is reported and named as not read. */
export function readExpectation(map: YamlMap, onIssue: YamlIssue): WrittenExpectation {
  const known = [DEVICE, ...Object.keys(PREDICATES)];
  const kept: [string, JsonValue][] = [];
  const unread: string[] = [];
  let device: JsonValue | undefined;
  for (const [name, { keyAt, value }] of map.entries) {
    if (name === DEVICE) {
      device = DEVICE_SHAPE.read(value, name, onIssue);
      if (device === undefined) unread.push(name);
      continue;
    }
    const predicate = Object.hasOwn(PREDICATES, name) ? PREDICATES[name] : undefined;
    if (predicate === undefined) {
      const message = `nothing called ${shown(name)} can be expected${didYouMean(name, known)}; known are ${known.join(', ')}`;
      onIssue(keyAt, 'unknown-name', message);
    }
    const read = predicate?.shape.read(value, name, onIssue);
    if (read === undefined) unread.push(name);
    else kept.push([name, read]);
  }
  return { expectation: Object.fromEntries(kept), unread, ...(typeof device === 'string' && { device }) };
}
