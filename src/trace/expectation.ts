import type { JsonObject, JsonValue } from '../base/json.js';
import { didYouMean } from '../base/nearest.js';
import { DynamicCapacityExtent } from '../protocol/extent.js';
import { members, placedReport, writtenValue } from './written-payload.js';
import { found, shown, type YamlIssue, type YamlMap, type YamlNode } from './yaml-node.js';

/** One predicate of an `expect` step: how its value is written. */
interface Predicate {
  /** What it says, for help texts. */
  readonly describe: string;
  /** The value as `decode` prints it; undefined, already reported, where it cannot be meant. */
  read(node: YamlNode, name: string, onIssue: YamlIssue): JsonValue | undefined;
}

/** What an `expect` step can say. Add a predicate: a line here, its evaluation beside the other ones. */
export const PREDICATES: Readonly<Record<string, Predicate>> = {
  accepted: {
    describe: 'the extents that the host has accepted, in the order of the extent list',
    read: (node, name, onIssue) => listOf(node, name, 'a list of extents', onIssue, extent),
  },
  pendingGroups: {
    describe: 'how many offers wait for their answer',
    read: (node, name, onIssue) => {
      const value = node.kind === 'scalar' ? node.value : null;
      const isCount = typeof value === 'number' && value >= 0;
      return isCount ? value : refuse(node, name, 'a whole number', onIssue);
    },
  },
  divergences: {
    describe: 'exactly the codes of the divergences so far, in order',
    read: (node, name, onIssue) => listOf(node, name, 'a list of divergence codes', onIssue, code),
  },
};

/** The predicates of one `expect` step; what cannot be meant is reported and left out. */
export function readExpectation(map: YamlMap, onIssue: YamlIssue): JsonObject {
  const known = Object.keys(PREDICATES);
  const kept: [string, JsonValue][] = [];
  for (const [name, { keyAt, value }] of map.entries) {
    const predicate = Object.hasOwn(PREDICATES, name) ? PREDICATES[name] : undefined;
    if (predicate === undefined) {
      const message = `nothing called ${shown(name)} can be expected${didYouMean(name, known)}; known are ${known.join(', ')}`;
      onIssue(keyAt, 'unknown-name', message);
      continue;
    }
    const read = predicate.read(value, name, onIssue);
    if (read !== undefined) kept.push([name, read]);
  }
  return Object.fromEntries(kept);
}

type ElementReader = (node: YamlNode, name: string, onIssue: YamlIssue) => JsonValue | undefined;

function listOf(node: YamlNode, name: string, expected: string, onIssue: YamlIssue, element: ElementReader) {
  if (node.kind !== 'list') return refuse(node, name, expected, onIssue);
  const values = node.items.map((item, index) => element(item, `${name}[${index}]`, onIssue));
  const kept = values.filter((value) => value !== undefined);
  return kept.length === values.length ? kept : undefined;
}

/** An extent as far as it is written: only these fields are compared. */
function extent(node: YamlNode, name: string, onIssue: YamlIssue): JsonValue | undefined {
  let isMeant = true;
  const report = placedReport(node, name, onIssue);
  const value = members(DynamicCapacityExtent.members() ?? {}, null, writtenValue(node), '', (path, message) => {
    isMeant = false;
    report(path, message);
  });
  return isMeant ? value : undefined;
}

const code: ElementReader = (node, name, onIssue) =>
  node.kind === 'scalar' && /^[a-z][a-z0-9-]*$/.test(node.source)
    ? node.source
    : refuse(node, name, 'a divergence code like null-tag', onIssue);

function refuse(node: YamlNode, name: string, expected: string, onIssue: YamlIssue): undefined {
  onIssue(node.at, 'invalid-field', `"${name}": expected ${expected}, not ${found(node)}`);
  return undefined;
}
