import { hexNumber } from '../base/hex.js';
import { sizeText } from '../base/units.js';
import type { Region } from '../device/config.js';
import type { DeviceState } from '../device/state.js';
import { type Block, blockMap, cellsTouched } from './block-map.js';
import type { View } from './lens.js';
import { type Line, line, type Span, span, type Tone } from './text.js';
import type { Glyphs } from './theme.js';

/**
 * Each region in a row, its blocks as cells; what the record names is lit, and what it changed is told below. Where there
 * are many regions, those that the record is about come first.
 */
export function regionMap(
  view: View,
  state: DeviceState,
  columns: number,
  rowsMax: number,
  glyphs: Glyphs,
): readonly Line[] {
  const { regions } = state.dynamicCapacity;
  const isNamed = (region: Region) => view.subject.ranges.some((range) => cellsTouched(region, range, 1) !== null);
  const order = regions.map((region, index) => ({ region, index, isNamed: isNamed(region) }));
  const kept =
    regions.length <= rowsMax ? order : order.sort((a, b) => Number(b.isNamed) - Number(a.isNamed)).slice(0, rowsMax);
  const drawn = kept
    .sort((a, b) => a.index - b.index)
    .map(({ region, index }) => regionLines(view, state, region, index, columns, glyphs));
  const seen = new Set(drawn.flatMap(({ blocks }) => blocks));
  return [...drawn.flatMap(({ lines }) => lines), ...(rowsMax > 2 ? legendLines(state, seen, glyphs) : [])];
}

function regionLines(view: View, state: DeviceState, region: Region, index: number, columns: number, glyphs: Glyphs) {
  const name = `region ${index} ${hexNumber(region.baseDpa)} ${sizeText(region.lengthBytes)} `;
  const cells = Math.max(8, Math.min(256, columns - name.length - 1));
  const blocksOf = (one: DeviceState) => blockMap(one.dynamicCapacity, region, cells, one.config.lazyBackends);
  const blocks = blocksOf(state);
  const before = view.before === null ? blocks : blocksOf(view.before);
  const lit = new Set<number>();
  for (const range of view.subject.ranges) {
    const touched = cellsTouched(region, range, cells);
    for (let cell = touched?.[0] ?? 1; cell <= (touched?.[1] ?? 0); cell++) lit.add(cell);
  }
  const signs = signsOf(glyphs);
  const spans = blocks.map(
    (block, cell): Span => ({ ...span(...signs[block]), ...(lit.has(cell) && { isHot: true }) }),
  );
  const lines = [line(span(name, 'faint'), ...merged(spans)), ...changeLines(before, blocks, name.length)];
  return { lines, blocks };
}

const signsOf = (glyphs: Glyphs): Readonly<Record<Block, readonly [string, Tone]>> => ({
  free: [glyphs.free, 'faint'],
  pending: [glyphs.pending, 'warning'],
  accepted: [glyphs.accepted, 'note'],
  backed: [glyphs.backed, 'good'],
  mixed: [glyphs.mixed, 'accent'],
});

/** Below the cells that this record changed: `+` what was free before, `-` what is free now, `~` what is something else. */
function changeLines(before: readonly Block[], after: readonly Block[], indent: number): readonly Line[] {
  if (after.every((block, cell) => block === before[cell])) return [];
  const spans = after.map((block, cell): Span => {
    const was = before[cell];
    if (block === was) return span(' ');
    return was === 'free' ? span('+', 'added') : block === 'free' ? span('-', 'removed') : span('~', 'warning');
  });
  return [line(span('this record'.padEnd(indent), 'faint'), ...merged(spans))];
}

/** What the signs in sight mean. */
function legendLines(state: DeviceState, seen: ReadonlySet<Block>, glyphs: Glyphs): readonly Line[] {
  const words: Readonly<Record<Block, string>> = {
    free: 'free',
    pending: 'offered',
    accepted: 'accepted, without memory',
    backed: state.config.lazyBackends ? 'accepted and backed' : 'accepted',
    mixed: 'more than one of these',
  };
  const signs = signsOf(glyphs);
  const parts = (['free', 'pending', 'accepted', 'backed', 'mixed'] as const).filter((block) => seen.has(block));
  if (parts.length < 2) return [];
  return [line(span('  '), ...parts.flatMap((block) => [span(...signs[block]), span(` ${words[block]}   `, 'faint')]))];
}

/** Neighbours that look alike are one piece of text. */
function merged(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const one of spans) {
    const last = found.at(-1);
    if (last !== undefined && last.tone === one.tone && last.isHot === one.isHot)
      found[found.length - 1] = { ...last, text: last.text + one.text };
    else found.push(one);
  }
  return found;
}
