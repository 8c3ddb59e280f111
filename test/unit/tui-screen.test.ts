import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../src/tui/cells.js';
import { frame } from '../../src/tui/frame.js';
import { KeyInput } from '../../src/tui/key-input.js';
import { type Model, sourceOf, trackOf } from '../../src/tui/model.js';
import { lineText } from '../../src/tui/text.js';
import { themeOf } from '../../src/tui/theme.js';
import { TOUR } from '../../src/tui/tour.js';
import { update } from '../../src/tui/update.js';
import { readBundled } from '../bundled.js';
import { MAPPED, NULL_TAG, opened, pressed, screenOf, seqOf, viewed } from '../viewed.js';

const { glyphs } = themeOf({ colours: 'none', isLight: false, isAscii: false });

describe('what takes long', () => {
  /** Messages alone between a first and a last record about one extent. */
  const long = (): Model => {
    const lines = readBundled(MAPPED).toString().trimEnd().split('\n');
    const padding = Array.from({ length: 4000 }, () => '{"kind":"log","seq":0,"timeNs":0,"source":"qemu","text":"x"}');
    const numbered = [...lines.slice(1, 9), ...padding, ...lines.slice(9)].map((line, index) =>
      line.replace(/"seq":\d+/, `"seq":${index + 1}`),
    );
    return viewed(MAPPED, Buffer.from(`${lines[0]}\n${numbered.join('\n')}\n`));
  };
  /** Keys without any time between them. */
  const hurried = (model: Model, keys: string): Model => new KeyInput().push(keys).reduce(update, model);

  it('is told while it goes on, and arrives', () => {
    const far = hurried(long(), 't8\rf');
    expect(far.message?.text).toMatch(/^looking for a record about the same: at record \d+ of 4023; esc stops$/);
    expect(seqOf(far)).toBe(8);
    expect(seqOf(pressed(far, ''))).toBe(8);
    expect(seqOf(pressed(long(), 't8\rf'))).toBe(4009);
  });

  it('ends with escape, and gives way to any other key', () => {
    const stopped = hurried(long(), 't8\rf\u001b');
    expect(stopped.hunt).toBeNull();
    expect(stopped.message?.text).toMatch(/^stopped at record/);
    expect(seqOf(hurried(long(), 't8\rfj'))).toBe(9);
  });

  it('plays another device between keys, which can be given up', () => {
    const begun = hurried(long(), ':profile qemu-10.2\r');
    expect(begun.message?.text).toMatch(/^against qemu-10.2: \d+ % played/);
    expect(sourceOf(begun)?.session.tracks).toHaveLength(2);
    const given = hurried(begun, '\u001b');
    expect(sourceOf(given)?.session.tracks).toHaveLength(1);
    const whole = pressed(long(), ':profile qemu-10.2\r');
    expect(whole.message?.text).toMatch(/^against qemu-10.2: \d+ divergences?, \d+ warnings?$/);
    expect(trackOf(whole)?.played).toBe(4023);
  });
});

describe('the screen', () => {
  it.each([
    [80, 24],
    [120, 40],
    [200, 60],
    [300, 80],
    [41, 11],
    [20, 5],
  ])('%ix%i is filled line by line, whatever is open', (columns, rows) => {
    for (const keys of ['', 'n', 'n2', 'n3', 'n4z', 'n5', '?', 'p', '/x', 'Gn', '&kind == qmp\r']) {
      const lines = frame(pressed(opened(NULL_TAG, columns, rows), keys), glyphs);
      expect(lines).toHaveLength(rows);
      for (const one of lines) expect(cellsOf(lineText(one)), JSON.stringify(lineText(one))).toBe(columns);
    }
  });

  it('follows the size of the terminal', () => {
    const model = update(opened(), { kind: 'resize', size: { columns: 120, rows: 40 } });
    expect(frame(model, glyphs)).toHaveLength(40);
  });

  it('shows control bytes and never sends them', () => {
    const hostile = [
      '{"kind":"device","cxltrace":1,"profile":"qemu-10.0","device":{}}',
      '{"kind":"log","seq":1,"timeNs":0,"source":"\\u001b[31mx","text":"\\u001b]0;title\\u0007\\u009b2J"}',
      '{"kind":"qmp","seq":2,"timeNs":0,"execute":"\\u001b[2J","arguments":{"a\\u001b":"\\u0007"},"error":{"class":"\\u001b","desc":"\\u001bc"}}',
    ].join('\n');
    const model = viewed('x\u001b.ndjson', Buffer.from(hostile));
    for (const keys of ['', 'j', 'j2', 'j5', '/x'])
      for (const one of frame(pressed(model, keys), glyphs)) expect(lineText(one)).not.toMatch(/\p{Control}/u);
  });

  it('tells what could not be read and what was taken for granted, and goes to its line', () => {
    const lines = readBundled(NULL_TAG).toString().split('\n');
    const torn = [...lines.slice(0, 20), '{"kind":"mailbox"', ...lines.slice(20)].join('\n');
    const told = pressed(viewed('torn.ndjson', Buffer.from(torn)), 'i');
    expect(screenOf(told)).toContain('line 21: ');
    const there = pressed(told, '\r');
    expect(there.overlay).toBeNull();
    expect(seqOf(there)).toBe(19);
    expect(screenOf(pressed(opened(), 'i'))).toContain('Everything was read');
  });

  it('shows all of a value that is too long for its row while it is selected', () => {
    const long = '{"kind":"device","cxltrace":1,"profile":"qemu-10.0","device":{}}\n'.concat(
      `{"kind":"qmp","seq":1,"timeNs":0,"execute":"object-add","arguments":{"path":"${'/tmp/'.repeat(40)}end"},"return":{}}`,
    );
    const opened = viewed('long.ndjson', Buffer.from(long));
    expect(screenOf(pressed(opened, '2'))).not.toContain('end');
    expect(screenOf(pressed(opened, '2z'))).not.toContain('end');
    expect(screenOf(pressed(opened, '2zj'))).toContain('end');
  });
});

describe('the guided tour', () => {
  it('can be walked from start to end', () => {
    let model = pressed(opened(), '\u001bOP');
    const steps = [model.tour];
    for (const keys of ['j', 'n', '2', '3', '4', 'jr', '\u007f', '1f', 'pj\r']) {
      model = pressed(model, keys);
      steps.push(model.tour);
    }
    expect(steps).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(screenOf(model)).toContain('10/10');
    expect(pressed(model, '\u001b').tour).toBeNull();
  });

  it.each(TOUR.map(({ text }, step) => [step, text] as const))('says step %i whole on a small screen', (step, text) => {
    expect(screenOf({ ...opened(), tour: step })).toContain(text);
  });
});
