import { present } from '../base/assert.js';
import { printable } from '../base/issue.js';
import type { JsonObject, JsonValue } from '../base/json.js';
import type { Divergence } from '../divergence/divergence.js';
import { expectationFailed } from '../divergence/expectation-failed.js';
import { compareJson } from '../replay/compare-json.js';
import { PREDICATES } from '../yaml/expectation.js';
import { yamlText } from '../yaml/yaml-render.js';
import { asExpected, type Difference, differences } from './differences.js';
import { predicates } from './index.js';
import type { Moment } from './moment.js';

/** Where an expectation stands. */
export interface ExpectationPlace {
  readonly seq: number;
  readonly line: number;
  /** The expectation in words. */
  readonly event: string;
}

/** What became of one predicate. */
export interface Evaluated {
  readonly name: string;
  readonly expected: JsonValue;
  /** Null where it holds. */
  readonly failure: Divergence | null;
  /** What is, in the form of what was expected; undefined where nothing can be said. */
  readonly actual?: JsonValue;
}

/** Holds each predicate of an expectation against what is. */
export function evaluate(expectation: JsonObject, moment: Moment, place: ExpectationPlace): readonly Evaluated[] {
  return Object.entries(expectation).map(([name, expected]) => {
    const predicate = present(
      predicates.find((one) => one.name === name),
      `${name} has a file in expect/`,
    );
    const found = predicate.actual(moment, expected);
    if ('isNotKnown' in found) return { name, expected, failure: notKnown(name, expected, found.isNotKnown, place) };
    const actual = predicate.isWhole ? found.is : asExpected(expected, found.is);
    const all = predicate.isWhole ? compareWhole(name, expected, actual) : differences(name, expected, actual);
    const doubt = predicate.doubt?.(expected) ?? null;
    return { name, expected, failure: failure(all, { path: name, expected, actual }, place, doubt), actual };
  });
}

/** The failure of something that was not held against anything. */
export const unread = (name: string, place: ExpectationPlace, why: string): Divergence =>
  divergence({ path: name, expected: null, actual: null }, place, `${name}: ${why}`);

/** One failure per predicate: of a single place where only one differs, else of the whole. */
function failure(
  all: readonly Difference[],
  whole: Difference,
  place: ExpectationPlace,
  doubt: string | null,
): Divergence | null {
  const [only] = all;
  if (only === undefined) return null;
  const isOne = all.length === 1;
  const found = isOne ? only : whole;
  const text = failureText(found, isOne ? null : all.length);
  return divergence(found, place, doubt === null ? text : `${text}; ${doubt}`);
}

const compareWhole = (path: string, expected: JsonValue, actual: JsonValue): readonly Difference[] =>
  compareJson(path, expected, actual).length === 0 ? [] : [{ path, expected, actual }];

function notKnown(name: string, expected: JsonValue, why: string, place: ExpectationPlace): Divergence {
  const message = `${name}: expected ${spelled(name, expected)}, and nothing can be said: ${why}`;
  return divergence({ path: name, expected, actual: null }, place, message);
}

function failureText({ path, expected, actual }: Difference, places: number | null): string {
  if (places !== null) return `${path}: not as expected in ${places} places`;
  if (!Array.isArray(expected) || !Array.isArray(actual)) {
    return `${path}: expected ${spelled(path, expected)}, is ${spelled(path, actual)}`;
  }
  if (expected.length === actual.length) return `${path}: not as expected`;
  return `${path}: expected ${amount(expected.length)}, and there ${actual.length === 1 ? 'is' : 'are'} ${amount(actual.length)}`;
}

/** A value as the author would write it. */
const spelled = (path: string, value: JsonValue): string => printable(yamlText(path.replace(/^.*\./, ''), value), 120);

const amount = (count: number): string => (count === 0 ? 'none' : count === 1 ? 'one' : String(count));

function divergence({ path, expected, actual }: Difference, place: ExpectationPlace, message: string): Divergence {
  const { code, explanation, spec } = expectationFailed;
  const [name = path] = path.split(/[.[]/, 1);
  const meaning = PREDICATES[name]?.describe;
  return {
    code,
    basis: 'expectation',
    severity: 'error',
    ...place,
    path,
    recorded: expected,
    replayed: actual,
    payloadOffset: null,
    message,
    because: `${meaning === undefined ? '' : `${name}: ${meaning}. `}${explanation}`,
    spec,
    followsFrom: null,
  };
}
