import { isJsonObject, type JsonValue } from '../base/json.js';
import { equalScalars } from '../replay/compare-json.js';

/** One place at which what is differs from what was expected. */
export interface Difference {
  readonly path: string;
  readonly expected: JsonValue;
  readonly actual: JsonValue;
}

/** Every place that differs. Objects may say less than there is; lists must be whole, and are one place where they are longer or shorter. */
export function differences(path: string, expected: JsonValue, actual: JsonValue): readonly Difference[] {
  if (isJsonObject(expected) && isJsonObject(actual))
    return Object.entries(expected).flatMap(([name, part]) =>
      differences(`${path}.${name}`, part, actual[name] ?? null),
    );
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length)
    return expected.flatMap((part, index) => differences(`${path}[${index}]`, part, actual[index] ?? null));
  return equalScalars(expected, actual) ? [] : [{ path, expected, actual: asExpected(expected, actual) }];
}

/** What is, with only the members that the expectation asks for: so that the two can be shown beside each other. */
export function asExpected(expected: JsonValue, actual: JsonValue): JsonValue {
  if (isJsonObject(expected) && isJsonObject(actual))
    return Object.fromEntries(
      Object.entries(expected).map(([name, part]) => [name, asExpected(part, actual[name] ?? null)]),
    );
  if (!Array.isArray(expected) || !Array.isArray(actual)) return actual;
  // Where more is there than was expected, the last one expected says which members are of interest.
  return actual.map((part, index) => asExpected(expected[index] ?? expected.at(-1) ?? part, part));
}
