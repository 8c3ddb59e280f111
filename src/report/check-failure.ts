import type { JsonValue } from '../base/json.js';
import type { CheckedDivergence } from './check-report.js';
import type { Paint } from './paint.js';
import { type DiffLine, valueDiff } from './value-diff.js';

const SIGNS = { both: ' ', expected: '-', actual: '+' } as const;

/** A diff is cut after so many lines. */
const LINES_MAX = 40;

/** Where it stands: `line 14` or `lines 14-19`. */
export const placeText = ({ line, lines }: CheckedDivergence): string =>
  lines === undefined ? `line ${line}` : `lines ${lines[0]}-${lines[1]}`;

/** What was expected and what is, as lines of a diff; empty where the message says it all. */
export function failureDiff(
  { path, recorded, replayed, basis }: Pick<CheckedDivergence, 'path' | 'recorded' | 'replayed' | 'basis'>,
  paint: Paint,
): readonly string[] {
  // Of plain values the message says all.
  if (basis === 'rule' || !(isCompound(recorded) || isCompound(replayed))) return [];
  const lines = valueDiff(path, recorded, replayed);
  const shown = lines.slice(0, LINES_MAX).map((line) => painted(line, paint));
  const [left, right] = basis === 'expectation' ? ['expected', 'is'] : ['recorded', 'replayed'];
  return [
    paint.faint(`${SIGNS.expected} ${left}  ${SIGNS.actual} ${right}`),
    ...shown,
    ...(lines.length > shown.length ? [`  … ${lines.length - shown.length} more lines`] : []),
  ];
}

const isCompound = (value: JsonValue): boolean => typeof value === 'object' && value !== null;

function painted({ side, text }: DiffLine, paint: Paint): string {
  const line = `${SIGNS[side]} ${text}`;
  if (side === 'both') return line;
  return side === 'expected' ? paint.recorded(line) : paint.replayed(line);
}
