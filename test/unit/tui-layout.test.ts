import { describe, expect, it } from 'vitest';
import { layOut, type PaneName } from '../../src/tui/layout.js';
import { viewOf } from '../../src/tui/model.js';
import { opened, pressed, screenOf } from '../viewed.js';

const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

/** How many rows a pane has, and that all of the screen is given away. */
function rowsOf(columns: number, rows: number, pane: PaneName, records: number, isClean: boolean): number {
  const rects = layOut({ columns, rows }, 'state', null, { records, isClean });
  expect(Math.max(...rects.map((rect) => rect.top + rect.rows))).toBe(rows - 2);
  return rects.find((rect) => rect.pane === pane)?.rows ?? 0;
}

describe.each(SIZES)('the room of a screen of %ix%i', (columns, rows) => {
  it('that a short trace leaves is the explanation’s', () => {
    const usual = rowsOf(columns, rows, 'divergences', 1000, false);
    expect(rowsOf(columns, rows, 'divergences', 4, false)).toBeGreaterThan(usual);
    expect(rowsOf(columns, rows, 'timeline', 4, false)).toBe(5);
  });

  it('that an empty list leaves is the timeline’s', () => {
    expect(rowsOf(columns, rows, 'divergences', 1000, true)).toBe(2);
    const usual = rowsOf(columns, rows, 'timeline', 1000, false);
    expect(rowsOf(columns, rows, 'timeline', 1000, true)).toBeGreaterThan(usual);
  });
});

describe('a trace without a divergence', () => {
  it('offers no key that leads to one', () => {
    const keys = (name: string) => screenOf(opened(name)).split('\n').at(-1) ?? '';
    expect(keys('linux-guest/two-devices.ndjson')).not.toMatch(/divergence|cause|story|unfold/);
    expect(keys('bugs/12-release-before-the-answer.yaml')).toMatch(/next divergence.*cause.*story/);
  });

  it('says so only where something was compared', () => {
    expect(screenOf(opened('linux-guest/two-devices.ndjson'))).toContain('agree in all that is compared');
    const lines = opened('logs/linux-guest/crash-console.txt');
    expect(screenOf(lines)).toContain('the trace shows no answer of the device to compare');
    expect(pressed(lines, 'n').message?.text).toContain('no answer of the device to compare');
  });
});

it('several devices are told apart by numbers, which the head explains whole or not at all', () => {
  expect(screenOf(opened('linux-guest/two-devices.ndjson', 120, 40))).toContain('0 cxl-mem0  1 cxl-mem1');
  expect(screenOf(opened('linux-guest/two-devices.ndjson'))).not.toContain('0 cxl-mem0');
});

it('what is found at the end has the story of its offer too', () => {
  const dropped = pressed(opened('bugs/11-release-in-use.yaml'), 'n');
  const begin = pressed(dropped, 'b');
  expect(viewOf(begin)?.title).toContain('QMP cxl-release-dynamic-capacity');
  expect(screenOf(pressed(dropped, '5z'))).toContain('operator asked for 0x20000000+128MiB back');
});
