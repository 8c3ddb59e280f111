import { hexNumber } from '../src/base/hex.js';
import type { JsonValue } from '../src/base/json.js';
import { printJson } from '../src/base/json-print.js';
import { BEHAVIOURS, type BehaviourName, type Behaviours } from '../src/device/behaviours.js';
import type { Profile } from '../src/device/profile.js';
import { initialState } from '../src/device/state.js';
import { type DeviceOutput, step } from '../src/device/step.js';
import { eventTitle } from '../src/divergence/event-title.js';
import { profiles } from '../src/profiles/index.js';
import { returnCodeName } from '../src/protocol/return-codes.js';
import { compareOutputs } from '../src/replay/compare-outputs.js';
import { deviceConfig } from '../src/replay/device-config.js';
import { deviceInput } from '../src/replay/input.js';
import type { TraceEvent } from '../src/trace/events.js';
import { readBundled, readTrace } from './bundled.js';

export const BEHAVIOUR_NAMES = Object.keys(BEHAVIOURS) as BehaviourName[];

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Behaviours that show only on devices that differ from the profile of their trace in another one as well. */
const TOGETHER: Partial<Record<BehaviourName, Partial<Behaviours>>> = {
  // What comes before a refused entry: with whole extents alone, nothing does.
  acceptRollback: { acceptMatch: 'contained' },
};

/** The trace of a behaviour, by path from traces/. */
export const traceOf = (name: BehaviourName): string => `behaviours/${kebab(name)}.yaml`;

/** What a device does at one record: its answer and the lines that it prints. */
interface Act {
  readonly event: TraceEvent;
  readonly output: DeviceOutput;
  readonly log: readonly string[];
}

/** A field in which devices differ that have one behaviour each way, with its value by the behaviour's. */
interface Difference {
  readonly event: TraceEvent;
  readonly path: string;
  readonly values: ReadonlyMap<string, JsonValue>;
}

/** How one behaviour shows in its trace. */
export interface BehaviourTrace {
  readonly name: BehaviourName;
  readonly profile: Profile;
  readonly values: readonly string[];
  readonly acts: ReadonlyMap<string, readonly Act[]>;
}

/** Plays a behaviour's trace once for each of its values on a device that otherwise is the trace's profile. */
export function played(name: BehaviourName): BehaviourTrace {
  const { header, events } = readTrace(readBundled(traceOf(name)));
  const profile = profiles.get(header?.profile ?? '');
  const device = header?.devices[0];
  if (profile === undefined || device === undefined) throw new Error(`${traceOf(name)} names a profile and a device`);
  const values = Object.keys(BEHAVIOURS[name].values);
  const acts = values.map((value) => {
    const variant: Profile = { ...profile, behaviours: { ...profile.behaviours, ...TOGETHER[name], [name]: value } };
    let state = initialState(deviceConfig(device));
    return [value, events.map(play)] as const;

    function play(event: TraceEvent): Act {
      const input = state.crashed === null ? deviceInput(event) : null;
      if (input === null) return { event, output: { kind: 'none' }, log: [] };
      const stepped = step(variant, state, input);
      state = stepped.state;
      return { event, output: stepped.output, log: stepped.log };
    }
  });
  return { name, profile, values, acts: new Map(acts) };
}

/** The fields in which two devices differ at a record; what one prints counts as one. */
function between(left: Act, right: Act): readonly (readonly [path: string, left: JsonValue, right: JsonValue])[] {
  const fields = compareOutputs(left.event, left.output, right.output);
  const log = [left.log.join('\n'), right.log.join('\n')] as const;
  return [
    ...fields.map(({ path, recorded, replayed }) => [path, recorded, replayed] as const),
    ...(log[0] === log[1] ? [] : ([['log', ...log]] as const)),
  ];
}

/** Every field in which the values' devices differ from the profile's own, with all values. */
function differences({ name, profile, values, acts }: BehaviourTrace): readonly Difference[] {
  const own = acts.get(profile.behaviours[name]) ?? [];
  return own.flatMap((act, index) => {
    const byPath = new Map<string, Map<string, JsonValue>>();
    for (const value of values) {
      const other = acts.get(value)?.[index];
      if (other === undefined) continue;
      for (const [path, left, right] of between(act, other)) {
        // A device that is not named agrees with the profile's own.
        const found = byPath.get(path) ?? new Map(values.map((each) => [each, left]));
        byPath.set(path, found.set(value, right));
      }
    }
    return [...byPath].map(([path, found]) => ({ event: act.event, path, values: found }));
  });
}

/** Pairs of values that the trace does not tell apart. */
export const indistinct = ({ values, acts }: BehaviourTrace): readonly string[] =>
  values.flatMap((left, at) =>
    values.slice(at + 1).flatMap((right) => {
      const pairs = (acts.get(left) ?? []).map((act, index) => [act, acts.get(right)?.[index] ?? act] as const);
      return pairs.every((pair) => between(...pair).length === 0) ? [`${left} and ${right}`] : [];
    }),
  );

/** The section of the golden file about a behaviour: each differing field, and below it the value for each device. */
export function section(trace: BehaviourTrace): string {
  const { name, profile, values } = trace;
  const width = Math.max(...values.map((value) => value.length));
  const blocks = differences(trace).map(({ event, path, values: found }) => {
    const lines = values.map((value) => `  ${value.padEnd(width)}  ${shown(path, found.get(value) ?? null)}`);
    return [`line ${event.line}  ${eventTitle(event)}  ${path}`, ...lines].join('\n');
  });
  const more = Object.entries(TOGETHER[name] ?? {}).map(([other, value]) => ` with ${other} ${value}`);
  const text = `${BEHAVIOURS[name].meaning}: [trace](../../traces/${traceOf(name)}), otherwise ${profile.name}${more}.`;
  return `## ${name}\n\n${text}\n\n\`\`\`text\n${blocks.join('\n\n')}\n\`\`\`\n`;
}

function shown(path: string, value: JsonValue): string {
  if (path === 'crash') return value === null ? 'lives' : `dies: ${value}`;
  if (path === 'log') return value === '' ? 'prints nothing' : String(value);
  const isAddress = /(^value|Dpa|lengthBytes)$/.test(path) && (typeof value === 'number' || typeof value === 'bigint');
  if (isAddress) return hexNumber(value);
  const name = path === 'returnCode' && typeof value === 'number' ? returnCodeName(value) : null;
  return name === null ? printJson(value) : `${value} ${name}`;
}
