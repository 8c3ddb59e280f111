import { didYouMean } from '../base/nearest.js';
import type { TraceEvent } from '../trace/events.js';
import { readExpect } from './yaml-expect.js';
import { YamlFields } from './yaml-fields.js';
import { readMailbox } from './yaml-mailbox.js';
import { found, shown, type YamlEntry, type YamlIssue, type YamlMap, type YamlNode } from './yaml-node.js';
import * as plain from './yaml-plain-steps.js';
import { readQmp, readQmpEvent } from './yaml-qmp.js';
import type { Stand, StepKind } from './yaml-step.js';

/** The kinds of steps by the key that a step begins with. Add one: a reader, a line here. */
export const STEP_KINDS: Readonly<Record<string, StepKind>> = {
  qmp: readQmp,
  mailbox: readMailbox,
  clock: plain.clock,
  expect: readExpect,
  register: plain.register,
  reset: plain.reset,
  'qmp-event': readQmpEvent,
  crash: plain.crash,
  log: plain.log,
  decoder: plain.decoder,
  memory: plain.memory,
  note: plain.note,
};

const KIND_NAMES = Object.keys(STEP_KINDS);

/** Keys that every step may have. */
const COMMON_KEYS = ['timeNs'];

/** Reads the steps in order; a step that cannot be played is left out, and its issue says why. */
export function readSteps(steps: readonly YamlNode[], onIssue: YamlIssue, onEvent: (event: TraceEvent) => void): void {
  let virtualNs = 0n;
  steps.forEach((node, index) => {
    const step = openStep(node, onIssue);
    if (step === null) return;
    const { kind, fields, line } = step;
    const timeNs = fields.isGiven('timeNs') ? fields.duration('timeNs') : null;
    const stand: Stand = { seq: index + 1, line, timeNs, virtualNs, isDeath: diesNext(steps, index) };
    const event = kind.read(fields, stand);
    const keys = [...kind.keys, ...COMMON_KEYS];
    fields.knowOnly(
      [...keys, kind.main ?? ''],
      keys.filter((key) => key !== kind.main),
    );
    if (!fields.isUsable || event === null) return;
    if (event.kind === 'clock') virtualNs = event.virtualNs ?? virtualNs + event.advanceNs;
    onEvent(event);
  });
}

interface OpenStep {
  readonly name: string;
  readonly kind: StepKind;
  readonly fields: YamlFields;
  readonly line: number;
}

/** Finds out what a step is. */
function openStep(node: YamlNode, onIssue: YamlIssue): OpenStep | null {
  if (node.kind !== 'map') {
    onIssue(node.at, 'invalid-field', `a step is a map that begins with ${KIND_NAMES.join(', ')}, not ${found(node)}`);
    return null;
  }
  const names = [...node.entries.keys()].filter((name) => Object.hasOwn(STEP_KINDS, name));
  const [name, second] = names;
  if (name === undefined) {
    const [first] = node.entries.keys();
    const what = first === undefined ? 'the step is empty' : `no step begins with ${shown(first)}`;
    const hint = first === undefined ? '' : didYouMean(first, KIND_NAMES);
    onIssue(node.at, 'unknown-kind', `${what}${hint}; expected one of ${KIND_NAMES.join(', ')}`);
    return null;
  }
  const kind = STEP_KINDS[name] as StepKind;
  if (second !== undefined) {
    const at = (node.entries.get(second) as YamlEntry).keyAt;
    onIssue(
      at,
      'invalid-field',
      `one step is one thing: this one has both "${name}" and "${second}"; "${name}" is taken`,
    );
  }
  const map = spread(node, name, kind, names.slice(1));
  const isMain = kind.main !== null && map.entries.get(kind.main) === node.entries.get(name);
  const spoken = kind.main !== null && isMain ? { field: kind.main, word: name } : null;
  const fields = new YamlFields(map, onIssue, `the ${name} step`, spoken);
  return { name, kind, fields, line: node.at.line };
}

/** The step's keys in one map: the value of its first key is its main field, or a map of fields itself where the kind allows. */
function spread(step: YamlMap, name: string, kind: StepKind, otherKinds: readonly string[]): YamlMap {
  const own = step.entries.get(name) as YamlEntry;
  const entries = new Map([...step.entries].filter(([key]) => key !== name && !otherKinds.includes(key)));
  const { value } = own;
  if (value.kind === 'map' && kind.mayNest) for (const [key, entry] of value.entries) entries.set(key, entry);
  else if (kind.main !== null) entries.set(kind.main, own);
  return { kind: 'map', at: step.at, entries };
}

/** Whether the next step that is more than words says that the device died: then this one got no answer. */
function diesNext(steps: readonly YamlNode[], index: number): boolean {
  for (const next of steps.slice(index + 1, index + 20)) {
    if (next.kind !== 'map') return false;
    if (next.entries.has('crash')) return true;
    if (!next.entries.has('log') && !next.entries.has('note') && !next.entries.has('qmp-event')) return false;
  }
  return false;
}
