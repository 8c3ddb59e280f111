import { printable } from '../base/issue.js';
import { isJsonObject, type JsonValue } from '../base/json.js';
import { yamlText } from '../yaml/yaml-render.js';

/** A line of a diff: on both sides, only expected, or only there. */
export interface DiffLine {
  readonly side: 'both' | 'expected' | 'actual';
  readonly text: string;
}

/** Two values beside each other, line by line: members of objects and elements of lists have a line each. */
export function valueDiff(path: string, expected: JsonValue, actual: JsonValue): readonly DiffLine[] {
  return lineDiff(valueLines(path, expected), valueLines(path, actual));
}

function valueLines(path: string, value: JsonValue): readonly string[] {
  const name = lastName(path);
  if (Array.isArray(value)) return value.length === 0 ? ['(empty)'] : value.map((one) => valueLine(name, one));
  if (isJsonObject(value)) return Object.entries(value).map(([key, part]) => `${key}: ${valueLine(key, part)}`);
  return [valueLine(name, value)];
}

const lastName = (path: string): string => path.replace(/\[\d+\]$/, '').replace(/^.*\./, '');

/** A value as traces spell it. */
const valueLine = (name: string, value: JsonValue): string => printable(yamlText(name, value), 400);

/** More lines than this are not lined up: what both have would hardly be seen. */
const LINED_UP_MAX = 500;

/** The shortest way from one list of lines to the other. */
function lineDiff(expected: readonly string[], actual: readonly string[]): readonly DiffLine[] {
  if (expected.length > LINED_UP_MAX || actual.length > LINED_UP_MAX)
    return [...only('expected', expected), ...only('actual', actual)];
  const common = commonLengths(expected, actual);
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < expected.length && j < actual.length) {
    const line = expected[i] as string;
    if (line === actual[j]) {
      lines.push({ side: 'both', text: line });
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) lines.push({ side: 'expected', text: expected[i++] as string });
    else lines.push({ side: 'actual', text: actual[j++] as string });
  }
  return [...lines, ...only('expected', expected.slice(i)), ...only('actual', actual.slice(j))];
}

const only = (side: DiffLine['side'], lines: readonly string[]): DiffLine[] => lines.map((text) => ({ side, text }));

/** How many lines the two have in common from each pair of places on. */
function commonLengths(left: readonly string[], right: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--) {
      const [row, next] = [table[i] as number[], table[i + 1] as number[]];
      row[j] = left[i] === right[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  return table;
}
