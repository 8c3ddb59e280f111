import { printable } from '../base/issue.js';
import type { Difference } from '../divergence/contest.js';
import { valueText } from '../divergence/values.js';
import type { TextOptions } from './replay-text.js';
import { plural } from './replay-text.js';
import { wrap } from './wrap.js';

/** Where several devices answer differently, for people: one line a field, the same field told once. */
export function differencesText(file: string, differences: readonly Difference[], options: TextOptions): string {
  const { paint, width, causesMax } = options;
  if (differences.length === 0) return `${paint.good('=')} ${printable(file)}: all profiles answer alike`;
  const groups = new Map<string, Difference[]>();
  for (const one of differences) {
    const key = `${one.event}|${one.path.replace(/\[\d+\]/g, '[]')}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const shown = [...groups.values()].slice(0, causesMax).flatMap(([first, ...again]) => {
    if (first === undefined) return [];
    const values = Object.entries(first.values).map(([profile, value]) => `${profile}: ${valueText(value)}`);
    const more = again.length === 0 ? '' : paint.faint(` and ${plural(again.length, 'more time')}`);
    return [
      `  ${paint.strong(`line ${first.line}`)}  #${first.seq}  ${paint.strong(first.event)}  ${first.path}${more}`,
      wrap(values.join(' · '), width, '    '),
    ];
  });
  const rest = groups.size > causesMax ? [`  … and ${groups.size - causesMax} more fields; --all shows them`] : [];
  return [
    `${paint.warning('≠')} ${printable(file)}: ${plural(groups.size, 'field')} in which the profiles differ`,
    ...shown,
    ...rest,
  ].join('\n');
}
