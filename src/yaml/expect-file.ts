import { PREDICATES, readExpectation, type WrittenExpectation } from './expectation.js';
import { YamlFields } from './yaml-fields.js';
import { found, type YamlIssue, type YamlNode } from './yaml-node.js';
import { parseYaml } from './yaml-parse.js';

export const EXPECT_VERSION = 1;

/** What must hold at one place of a recording that cannot carry it itself. */
export interface PlacedExpectation extends WrittenExpectation {
  /** After the record with this number, or that this line belongs to, or after the last one. */
  readonly at: { readonly seq: number } | { readonly line: number } | 'end';
  /** Line in the side file. */
  readonly line: number;
}

const PLACES = ['seq', 'line', 'end'] as const;

/** Reads `NAME.expect.yaml`: the expectations of the recording `NAME`; null where the text is none of this kind. */
export function readExpectFile(text: string, onIssue: YamlIssue): readonly PlacedExpectation[] | null {
  let isTold = false;
  const root = parseYaml(text, (...issue) => {
    isTold = true;
    onIssue(...issue);
  });
  if (root?.kind !== 'map') {
    const is = root === null ? 'nothing' : found(root);
    const at = root?.at ?? { line: 1, column: 1 };
    if (root !== null || !isTold) onIssue(at, 'yaml-syntax', `expected a map with cxltraceExpect and at, not ${is}`);
    return null;
  }
  const file = new YamlFields(root, onIssue, 'the expectations');
  const version = file.integer('cxltraceExpect', Number.MAX_SAFE_INTEGER);
  if (!file.isUsable) return null;
  if (version !== EXPECT_VERSION) {
    const message = `expectations of version ${version}; the newest that can be read is ${EXPECT_VERSION}`;
    onIssue(root.at, 'unsupported-version', message);
    return null;
  }
  file.knowOnly(['cxltraceExpect', 'title', 'at']);
  const entries = file.list('at');
  return file.isUsable ? entries.flatMap((node) => readEntry(node, onIssue) ?? []) : null;
}

function readEntry(node: YamlNode, onIssue: YamlIssue): PlacedExpectation | null {
  if (node.kind !== 'map') {
    onIssue(
      node.at,
      'invalid-field',
      `expected a map of a place (${PLACES.join(', ')}) and expect, not ${found(node)}`,
    );
    return unreadable(node, 'at');
  }
  const fields = new YamlFields(node, onIssue, 'the expectation');
  fields.knowOnly([...PLACES, 'expect']);
  const at = readPlace(fields);
  if (at === null) return unreadable(node, 'at');
  const written = fields.mapOf('expect', `a map of ${Object.keys(PREDICATES).join(', ')}`);
  if (written === null) return unreadable(node, 'expect', at);
  return { at, line: node.at.line, ...readExpectation(written, onIssue) };
}

function readPlace(fields: YamlFields): PlacedExpectation['at'] | null {
  const given = PLACES.filter((name) => fields.has(name));
  const [place] = given;
  if (place === undefined || given.length > 1) {
    fields.onIssue(fields.map.at, 'invalid-field', `expected one of ${PLACES.join(', ')}: where it must hold`);
    return null;
  }
  if (place === 'end') return 'end';
  const value = fields.integer(place, Number.MAX_SAFE_INTEGER);
  if (!fields.isUsable) return null;
  return place === 'seq' ? { seq: value } : { line: value };
}

/** What cannot be read cannot hold: kept, so that the check fails. */
const unreadable = (node: YamlNode, name: string, at: PlacedExpectation['at'] = 'end'): PlacedExpectation => ({
  at,
  line: node.at.line,
  expectation: {},
  unread: [name],
});
