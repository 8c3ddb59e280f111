import { type Issue, type IssueCode, printable } from '../base/issue.js';
import type { JsonFraction, JsonValue } from '../base/json.js';

/** Where a node begins: line and column from 1. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** A scalar with its spelling: a tag like `12e3` or `0017` must not lose its digits to a number. */
export interface YamlScalar {
  readonly kind: 'scalar';
  readonly at: Spot;
  readonly value: null | boolean | number | bigint | string | JsonFraction;
  /** The text as written, without quotes. */
  readonly source: string;
  /** Neither quoted nor tagged: its type was guessed from its spelling. */
  readonly isPlain: boolean;
}

export interface YamlList {
  readonly kind: 'list';
  readonly at: Spot;
  readonly items: readonly YamlNode[];
}

export interface YamlEntry {
  readonly keyAt: Spot;
  readonly value: YamlNode;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly at: Spot;
  readonly entries: ReadonlyMap<string, YamlEntry>;
}

/** One node of a YAML text with its place. Aliases share the node that they name. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

/** Told what is wrong and where. */
export type YamlIssue = (at: Spot, code: IssueCode, message: string) => void;

/** Text as an issue shows it: quoted, harmless and short. */
export const shown = (text: string): string => `"${printable(text, 60)}"`;

/** What stands at a place, for "expected …, not …". */
export function found(node: YamlNode): string {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : 'a map';
  return node.value === null && node.source === '' ? 'nothing' : shown(node.source);
}

/** The node as JSON, types as YAML's core schema guesses them. */
export function plainJson(node: YamlNode): JsonValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainJson);
  return Object.fromEntries([...node.entries].map(([name, { value }]) => [name, plainJson(value)]));
}

/** The node that a path like `extents[3].tag` names below `node`, or the nearest one above it, and where its key stands. */
export function nodeAt(node: YamlNode, path: string): { readonly node: YamlNode; readonly keyAt: Spot } {
  let at = node;
  let keyAt = node.at;
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    const entry = at.kind === 'map' && name !== undefined ? at.entries.get(name) : undefined;
    const item = at.kind === 'list' && index !== undefined ? at.items[Number(index)] : undefined;
    const next = entry?.value ?? item;
    if (next === undefined) break;
    at = next;
    keyAt = entry?.keyAt ?? next.at;
  }
  return { node: at, keyAt };
}

/** As many issues as a reader can use: what a foreign file adds beyond them helps no one. */
const ISSUES_MAX = 100;

/** Passes issues on until there are too many. */
export function issueGate(onIssue: (issue: Issue) => void): YamlIssue {
  let count = 0;
  return ({ line, column }, code, message) => {
    if (++count <= ISSUES_MAX) onIssue({ code, line, column, message });
    else if (count === ISSUES_MAX + 1)
      onIssue({
        code: 'too-many-issues',
        line,
        column,
        message: `more than ${ISSUES_MAX} issues; the rest is not shown`,
      });
  };
}
