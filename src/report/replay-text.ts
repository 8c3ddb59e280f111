import { printable } from '../base/issue.js';
import { specText } from '../base/spec.js';
import type { Divergence } from '../divergence/divergence.js';
import type { TraceResult } from '../divergence/result.js';
import { hexExcerpt } from './hex-excerpt.js';
import type { Paint } from './paint.js';
import { summaryOf } from './replay-json.js';
import { table } from './table.js';
import { wrap } from './wrap.js';

export interface TextOptions {
  readonly paint: Paint;
  /** Columns of the terminal. */
  readonly width: number;
  /** How many causes a trace shows before it says how many more there are. */
  readonly causesMax: number;
  readonly issuesMax: number;
}

/** One trace for people: a verdict line, then each cause with what follows from it folded below. */
export function traceText(result: TraceResult, options: TextOptions): string {
  const causes = result.divergences.filter(({ followsFrom }) => followsFrom === null);
  const shown = causes.slice(0, options.causesMax);
  const lines = [verdictLine(result, options.paint)];
  for (const cause of shown) lines.push('', divergenceText(cause, followers(result, cause), options));
  if (causes.length > shown.length)
    lines.push('', `  … and ${plural(causes.length - shown.length, 'more cause')}; --all shows them`);
  if (result.inferred.length > 0) lines.push('', ...inferredText(result, options));
  if (causes.length > 0) lines.push('');
  return lines.join('\n');
}

/** The last line over several traces. */
export function summaryText(results: readonly TraceResult[], { paint }: TextOptions): string {
  const { traces, compared, matched, divergences, issues } = summaryOf(results);
  const parts = [
    plural(traces, 'trace'),
    `${matched} of ${plural(compared, 'answer')} identical`,
    divergences.error > 0 ? paint.error(plural(divergences.error, 'divergence')) : 'no divergence',
    ...(divergences.warning > 0 ? [paint.warning(plural(divergences.warning, 'warning'))] : []),
    ...(issues > 0 ? [paint.warning(plural(issues, 'issue'))] : []),
  ];
  return parts.join(' · ');
}

/** How many answers agree, by opcode and QMP command, over several traces. */
export function commandTable(results: readonly TraceResult[]): string {
  const sums = new Map<string, { compared: number; matched: number; unmodelled: number }>();
  const sumOf = (command: string) => {
    const sum = sums.get(command) ?? { compared: 0, matched: 0, unmodelled: 0 };
    sums.set(command, sum);
    return sum;
  };
  for (const { byCommand, unmodelledCommands } of results) {
    for (const [command, { compared, matched }] of byCommand) {
      sumOf(command).compared += compared;
      sumOf(command).matched += matched;
    }
    for (const [command, count] of unmodelledCommands) sumOf(command).unmodelled += count;
  }
  const rows = [...sums].sort(([left], [right]) => (left < right ? -1 : 1));
  return table(
    ['command', 'answers', 'identical', 'differ', 'outside the model'],
    rows.map(([command, { compared, matched, unmodelled }]) => [
      printable(command, 60),
      ...[compared, matched, compared - matched, unmodelled].map((count) => (count === 0 ? '-' : String(count))),
    ]),
  );
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function verdictLine(result: TraceResult, paint: Paint): string {
  const { file, profile, compared, matched, unmodelled, counts, issueCount } = result;
  const isClean = counts.error === 0;
  const mark = profile === null ? paint.error('✗') : isClean ? paint.good('✓') : paint.error('✗');
  const parts = [
    profile ?? 'not replayed',
    `${matched} of ${plural(compared, 'answer')} identical`,
    ...(unmodelled > 0 ? [`${unmodelled} outside the model`] : []),
    ...(counts.error > 0 ? [paint.error(plural(counts.error, 'divergence'))] : []),
    ...(counts.warning > 0 ? [paint.warning(plural(counts.warning, 'warning'))] : []),
    ...(issueCount > 0 ? [paint.warning(plural(issueCount, 'issue'))] : []),
  ];
  return `${mark} ${paint.strong(printable(file))}  ${paint.faint(parts.join(' · '))}`;
}

const followers = ({ divergences }: TraceResult, cause: Divergence): readonly Divergence[] =>
  divergences.filter((one) => one.followsFrom === cause.seq);

function divergenceText(cause: Divergence, following: readonly Divergence[], options: TextOptions): string {
  const { paint, width } = options;
  const colour = cause.severity === 'error' ? paint.error : paint.warning;
  const spec = cause.spec.map(specText).join(', ');
  const lines = [
    `  ${paint.strong(`line ${placeText(cause)}`)}  #${cause.seq}  ${paint.strong(cause.event)}  ${colour(cause.code)}`,
    wrap(cause.message, width, '    '),
    ...(cause.excerpt ? hexExcerpt(cause.excerpt, paint).map((row) => `    ${row}`) : []),
    wrap(`${cause.because}${spec === '' ? '' : ` [${spec}]`}`, width, '    '),
  ];
  if (following.length > 0) lines.push(foldedText(following, options));
  return lines.join('\n');
}

const placeText = ({ line, lastLine }: Divergence): string =>
  lastLine === undefined ? `${line}` : `${line}-${lastLine}`;

const FOLDED_MAX = 3;

/** What follows from a cause, in one line. */
function foldedText(following: readonly Divergence[], { paint, width }: TextOptions): string {
  const named = following.slice(0, FOLDED_MAX).map(({ line, event, path }) => `line ${line} ${event} ${path}`);
  const more = following.length > FOLDED_MAX ? `; and ${following.length - FOLDED_MAX} more` : '';
  return paint.faint(
    wrap(`▸ ${plural(following.length, 'difference')} from this: ${named.join('; ')}${more}`, width, '    '),
  );
}

function inferredText({ inferred }: TraceResult, { paint }: TextOptions): string[] {
  return inferred.map(({ what, value, line }) =>
    paint.faint(`  taken for granted: ${what} = ${String(value)}${line === null ? '' : ` (line ${line})`}`),
  );
}
