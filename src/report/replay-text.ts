import { printable } from '../base/issue.js';
import { specText } from '../base/spec.js';
import type { Divergence, Severity } from '../divergence/divergence.js';
import { isUnusable, type TraceResult } from '../divergence/result.js';
import { SEVERITIES } from '../divergence/severity.js';
import type { Told } from '../divergence/told.js';
import { failureDiff } from './check-failure.js';
import { hexExcerpt } from './hex-excerpt.js';
import { inferredValue } from './inferred-value.js';
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
  const told = new Set(result.divergences.map(({ seq }) => seq));
  // What follows from a record that a filter left out stands for itself.
  const causes = result.divergences.filter(({ followsFrom }) => followsFrom === null || !told.has(followsFrom));
  const isAll = options.causesMax === Number.POSITIVE_INFINITY;
  const notes = isAll ? [] : causes.filter(({ severity }) => severity === 'note');
  const groups = alike(causes.filter((cause) => !notes.includes(cause)));
  const shown = groups.slice(0, options.causesMax);
  const following = bySeq(result.divergences);
  const firstError = causes.find(({ severity }) => severity === 'error');
  const lines = [verdictLine(result, options.paint)];
  for (const [cause, ...again] of shown)
    if (cause) {
      const story = isAll || cause === firstError ? storyText(cause.story ?? [], options) : [];
      lines.push('', divergenceText(cause, again, following.get(cause.seq) ?? [], story, options));
      // What follows from a record is told once, at the first of its causes.
      following.delete(cause.seq);
    }
  if (groups.length > shown.length)
    lines.push('', `  … and ${plural(groups.length - shown.length, 'more cause')}; --all shows them`);
  if (notes.length > 0) lines.push(...(groups.length > 0 ? [''] : []), notesText(notes, options));
  if (result.inferred.length > 0) lines.push('', ...inferredText(result, options));
  if (groups.length > 0) lines.push('');
  return lines.join('\n');
}

/** What follows from each record. */
function bySeq(divergences: readonly Divergence[]): Map<number, readonly Divergence[]> {
  const following = new Map<number, Divergence[]>();
  for (const divergence of divergences) {
    if (divergence.followsFrom === null) continue;
    const list = following.get(divergence.followsFrom) ?? [];
    list.push(divergence);
    following.set(divergence.followsFrom, list);
  }
  return following;
}

/** Causes that differ in nothing but where they stand are told once. */
function alike(causes: readonly Divergence[]): readonly (readonly Divergence[])[] {
  const groups = new Map<string, Divergence[]>();
  for (const cause of causes) {
    const key = [cause.code, cause.event, cause.path.replace(/\[\d+\]/g, '[]')].join('|');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cause]);
    else group.push(cause);
  }
  const rank = ([first]: readonly Divergence[]) => (first === undefined ? 0 : SEVERITIES.indexOf(first.severity));
  const seqOf = ([first]: readonly Divergence[]) => first?.seq ?? 0;
  return [...groups.values()].sort((left, right) => rank(left) - rank(right) || seqOf(left) - seqOf(right));
}

/** The worst first: the report begins with the first error. */

/** The last line over several traces. */
export function summaryText(results: readonly TraceResult[], { paint }: TextOptions): string {
  const { traces, compared, matched, divergences, issues } = summaryOf(results);
  const parts = [
    plural(traces, 'trace'),
    `${matched} of ${plural(compared, 'answer')} identical`,
    ...errorParts(results, paint),
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

/**
 * Errors by what they were measured against: where recording and engine part, and what rules and expectations find,
 * also where they agree. Of very many that are counted and not listed, the rest counts as divergences.
 */
function errorParts(results: readonly TraceResult[], paint: Paint): readonly string[] {
  const errors = results.reduce((sum, { counts }) => sum + counts.error, 0);
  if (errors === 0) return ['no divergence'];
  const isFinding = ({ severity, basis }: Divergence) => severity === 'error' && basis !== 'replay';
  const findings = results.reduce((sum, { divergences }) => sum + divergences.filter(isFinding).length, 0);
  return [
    ...(errors > findings ? [paint.error(plural(errors - findings, 'divergence'))] : []),
    ...(findings > 0 ? [paint.error(plural(findings, 'finding'))] : []),
  ];
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function verdictLine(result: TraceResult, paint: Paint): string {
  const { file, source, profile, compared, matched, unmodelled, counts, issueCount } = result;
  const isClean = counts.error === 0;
  const mark = isUnusable(result) ? paint.error('✗') : isClean ? paint.good('✓') : paint.error('✗');
  const parts = [
    profile ?? 'not replayed',
    ...(compared > 0 || profile !== null ? [`${matched} of ${plural(compared, 'answer')} identical`] : []),
    ...(unmodelled > 0 ? [`${unmodelled} outside the model`] : []),
    ...(counts.error > 0 ? errorParts([result], paint) : []),
    ...(counts.warning > 0 ? [paint.warning(plural(counts.warning, 'warning'))] : []),
    ...(issueCount > 0 ? [paint.warning(plural(issueCount, 'issue'))] : []),
    ...(result.filteredOut ? [`${result.filteredOut} outside the filter`] : []),
  ];
  const name = source === null ? file : `${file} ${source}`;
  return `${mark} ${paint.strong(printable(name))}  ${paint.faint(parts.join(' · '))}`;
}

function divergenceText(
  cause: Divergence,
  again: readonly Divergence[],
  following: readonly Divergence[],
  story: readonly string[],
  options: TextOptions,
): string {
  const { paint, width } = options;
  const colour = COLOURS[cause.severity](paint);
  const spec = cause.spec.map(specText).join(', ');
  const lines = [
    `  ${paint.strong(placeText(cause))}  #${cause.seq}  ${paint.strong(cause.event)}  ${colour(cause.code)}`,
    wrap(cause.message, width, '    '),
    ...(cause.basis === 'expectation' ? failureDiff(cause, paint).map((line) => `      ${line}`) : []),
    ...(cause.excerpt ? hexExcerpt(cause.excerpt, paint).map((row) => `    ${row}`) : []),
    ...story,
    wrap(`${cause.because}${spec === '' ? '' : ` [${spec}]`}`, width, '    '),
    ...weighedText(cause, options),
  ];
  lines.push(...foldedText(cause, following, options));
  if (again.length > 0) lines.push(againText(cause, again, options));
  return lines.join('\n');
}

/** The causes that the trace speaks for; with everything also those that it rules out. */
function weighedText({ weighed = [] }: Divergence, { paint, width, causesMax }: TextOptions): string[] {
  const isAll = causesMax === Number.POSITIVE_INFINITY;
  return weighed
    .filter(({ fits }) => fits || isAll)
    .map(({ fits, text, why }) => {
      const said = wrap(`${fits ? 'fits' : 'not'}: ${text}; ${why}`, width, '    ').replace(/\n {4}/g, '\n          ');
      return fits ? said : paint.faint(said);
    });
}

const COLOURS: Readonly<Record<Severity, (paint: Paint) => Paint['error']>> = {
  error: ({ error }) => error,
  warning: ({ warning }) => warning,
  note: ({ faint }) => faint,
};

const WHO_WIDTH = 'operator'.length;

/** How it came to a divergence: a line for each thing that was said, in order. */
function storyText(story: readonly Told[], { paint, width }: TextOptions): string[] {
  const numberWidth = Math.max(...story.map(({ seq }) => `#${seq}`.length));
  const placeWidth = Math.max(...story.map((told) => placeText(told).length));
  return story.map(({ who, what, ...told }) => {
    const place = `${`#${told.seq}`.padStart(numberWidth)}  ${placeText(told).padEnd(placeWidth)}`;
    const head = `    ${place}  ${who.padEnd(WHO_WIDTH)}  `;
    const [first = '', ...rest] = wrap(printable(what, 400), width, ' '.repeat(head.length)).split('\n');
    return [`${paint.faint(head)}${first.trimStart()}`, ...rest].join('\n');
  });
}

/** Notes in one line. */
function notesText(notes: readonly Divergence[], { paint, width }: TextOptions): string {
  const codes = [...new Set(notes.map(({ code }) => code))].join(', ');
  return paint.faint(wrap(`${plural(notes.length, 'note')} (${codes}); --all shows them`, width, '  '));
}

const PLACES_SHOWN = 12;

/** Where the same happens again. */
function againText(cause: Divergence, again: readonly Divergence[], { paint, width }: TextOptions): string {
  const names = (one: Divergence) => (one.file === cause.file ? linesText(one) : `${one.file} ${linesText(one)}`);
  const places = again.slice(0, PLACES_SHOWN).map(names).join(', ');
  const more = again.length > PLACES_SHOWN ? ' …' : '';
  const lines = again.length === 1 ? 'line' : 'lines';
  return paint.faint(
    wrap(`▸ ${plural(again.length, 'more time')} like this: ${lines} ${places}${more}`, width, '    '),
  );
}

type Lines = Pick<Divergence, 'line' | 'lastLine'>;

const linesText = ({ line, lastLine }: Lines): string => (lastLine === undefined ? `${line}` : `${line}-${lastLine}`);

/** `line 14`, with the file where several make the trace. */
const placeText = ({ file, ...lines }: Lines & { readonly file?: string | undefined }): string =>
  `${file === undefined ? '' : `${file} `}${lines.lastLine === undefined ? 'line' : 'lines'} ${linesText(lines)}`;

const FOLDED_MAX = 3;

/** What else differs in the record of a cause, and what follows from it later: a line each. */
function foldedText(cause: Divergence, following: readonly Divergence[], { paint, width }: TextOptions): string[] {
  const folded = (all: readonly Divergence[], what: string, named: (one: Divergence) => string): string[] => {
    if (all.length === 0) return [];
    const names = [...new Set(all.map(named))];
    const more = names.length > FOLDED_MAX ? `; and ${names.length - FOLDED_MAX} more` : '';
    return [paint.faint(wrap(`▸ ${what}: ${names.slice(0, FOLDED_MAX).join('; ')}${more}`, width, '    '))];
  };
  const here = following.filter(({ seq, path }) => seq === cause.seq && path !== cause.path);
  const later = following.filter(({ seq }) => seq !== cause.seq);
  return [
    ...folded(here, 'also here', ({ path, code }) => (path === '' ? code : path)),
    ...folded(
      later,
      `${plural(later.length, 'difference')} from this`,
      ({ file, line, event, path }) => `${placeText({ file, line })} ${event} ${path}`,
    ),
  ];
}

function inferredText({ inferred }: TraceResult, { paint, width }: TextOptions): string[] {
  return inferred.map(({ what, value, line }) => {
    const text = `taken for granted: ${what} = ${inferredValue(what, value)}${line === null ? '' : ` (line ${line})`}`;
    const [first, ...rest] = wrap(text, width - 2, '  ').split('\n');
    return paint.faint([first, ...rest.map((more) => `  ${more}`)].join('\n'));
  });
}
