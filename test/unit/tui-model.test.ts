import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../src/tui/cells.js';
import { frame } from '../../src/tui/frame.js';
import { KeyInput } from '../../src/tui/key-input.js';
import { BINDINGS } from '../../src/tui/keys.js';
import { causesOf, type Model, sourceOf, trackOf, viewOf } from '../../src/tui/model.js';
import { rowCount } from '../../src/tui/rows.js';
import { lineText } from '../../src/tui/text.js';
import { themeOf } from '../../src/tui/theme.js';
import { TOUR } from '../../src/tui/tour.js';
import { update } from '../../src/tui/update.js';
import { readBundled } from '../bundled.js';
import { pressed, viewed } from '../viewed.js';

const NULL_TAG = 'qemu-lazy-rfc/tag-based-release.ndjson';
const MAPPED = 'qemu-lazy-rfc/two-extents-one-backend.ndjson';
const { glyphs } = themeOf({ colours: 'none', isLight: false, isAscii: false });

const open = (name = NULL_TAG, columns = 80, rows = 24): Model => viewed(name, readBundled(name), columns, rows);
const seqOf = (model: Model): number => viewOf(model)?.event.seq ?? 0;
const screenOf = (model: Model): string => frame(model, glyphs).map(lineText).join('\n');

describe('the cursor', () => {
  it('goes by rows, pages and ends, and never beyond', () => {
    expect(seqOf(pressed(open(), 'jjk'))).toBe(2);
    expect(seqOf(pressed(open(), 'k'))).toBe(1);
    expect(seqOf(pressed(open(), 'G'))).toBe(46);
    expect(seqOf(pressed(open(), 'Gjjg'))).toBe(1);
    expect(seqOf(pressed(open(), '\u001b[6~'))).toBeGreaterThan(4);
  });

  it('goes to the divergences of the worst kind, and round', () => {
    expect(seqOf(pressed(open(), 'n'))).toBe(19);
    expect(seqOf(pressed(open(), 'nnn'))).toBe(29);
    const round = pressed(open(), 'nnnn');
    expect(seqOf(round)).toBe(19);
    expect(round.message?.text).toContain('from the start');
    expect(seqOf(pressed(open(), 'nN'))).toBe(29);
  });

  it('goes to any divergence with w', () => expect(seqOf(pressed(open(), 'w'))).toBe(15));

  it('follows an extent forwards and backwards', () => {
    const before = pressed(open(MAPPED), 'nF');
    expect(seqOf(before)).toBe(5);
    expect(seqOf(pressed(before, 'ff'))).toBe(9);
  });

  it('goes to the cause of what follows, and comes back', () => {
    const consequence = pressed(open(MAPPED), 't#13\r');
    expect(viewOf(consequence)?.found[0]?.followsFrom).toBe(10);
    const cause = pressed(consequence, 'c');
    expect(seqOf(cause)).toBe(10);
    expect(seqOf(pressed(cause, '\u007f'))).toBe(13);
  });

  it.each([
    ['#19', 19],
    ['19', 19],
    ['line 20', 19],
    ['0.1655s', 19],
    ['nonsense', 1],
  ])('jumps to %s', (text, seq) => expect(seqOf(pressed(open(), `t${text}\r`))).toBe(seq));
});

describe('what only follows from a divergence', () => {
  it('is folded below it, and unfolded by x', () => {
    const folded = pressed(open(MAPPED), 'n');
    expect(rowCount(folded)).toBe(19);
    expect(screenOf(folded)).toContain('▸3');
    expect(seqOf(pressed(folded, 'j'))).toBe(12);
    const unfolded = pressed(folded, 'x');
    expect(rowCount(unfolded)).toBe(22);
    expect(seqOf(pressed(unfolded, 'j'))).toBe(11);
    expect(rowCount(pressed(unfolded, 'x'))).toBe(19);
  });

  it('is unfolded where one goes to it, and folds onto its cause', () => {
    const inside = pressed(open(MAPPED), 't#13\r');
    expect(seqOf(inside)).toBe(13);
    expect(screenOf(inside)).toContain('↳');
    expect(seqOf(pressed(inside, 'x'))).toBe(10);
  });

  it('counts as a row where a filter says what is shown', () => {
    expect(rowCount(pressed(open(MAPPED), '&opcode == 0x4802\r'))).toBe(5);
  });

  it('is never where the cursor goes by rows', () => {
    let model = open(MAPPED);
    const seen = [seqOf(model)];
    for (let step = 1; step < rowCount(open(MAPPED)); step++) {
      model = pressed(model, 'j');
      seen.push(seqOf(model));
    }
    expect(seen).toEqual([...new Set(seen)]);
    expect(seen).not.toContain(13);
  });
});

describe('the device', () => {
  it('marks on the map what a record changed, and tells backed from accepted', () => {
    const accepted = screenOf(pressed(open(MAPPED, 120, 40), 't8\r'));
    expect(accepted).toMatch(/this record +~+/);
    expect(accepted).toContain('accepted and backed');
    expect(screenOf(pressed(open(MAPPED, 120, 40), 't3\r'))).toMatch(/this record +\++/);
  });

  it('shows why a tag is null: the list has one', () => {
    const reasons = viewOf(pressed(open(), 'n'))?.reasons ?? [];
    expect(reasons.map(({ text }) => text).join('\n')).toContain(
      'accepted with tag 6be13bce, and this record shows none',
    );
  });

  it('shows why a backend is mapped: another extent has it', () => {
    const texts = viewOf(pressed(open(MAPPED), 'n'))?.reasons.map(({ text }) => text) ?? [];
    expect(texts.join('\n')).toMatch(/tm0 {2}256MiB {2}MAPPED/);
    expect(texts.join('\n')).toContain('is accepted already for 0x0+256MiB');
  });

  it('tells what a record changed, and is the same from either side', () => {
    const forwards = pressed(open(MAPPED), 't8\r');
    const backwards = pressed(open(MAPPED), 'Gt8\r');
    const changes = viewOf(forwards)?.state.filter(({ change }) => change !== 'same') ?? [];
    expect(changes.map(({ change, section }) => `${change} ${section}`)).toContain('added accepted');
    expect(viewOf(backwards)?.state).toEqual(viewOf(forwards)?.state);
  });

  it('finds who changed a fact', () => {
    const model = pressed(open(MAPPED), 'G4');
    const at = viewOf(model)?.state.findIndex(({ section }) => section === 'accepted') ?? -1;
    expect(seqOf(pressed(model, `${'j'.repeat(at)}r`))).toBe(8);
  });
});

describe('search and filter', () => {
  it('search as one types, and count', () => {
    const typing = pressed(open(), '/object-add');
    expect(typing.search?.hits).toEqual([1, 2]);
    expect(seqOf(typing)).toBe(2);
    expect(seqOf(pressed(typing, '\r.'))).toBe(3);
    expect(seqOf(pressed(typing, '\u001b'))).toBe(1);
  });

  it('find what was found by its code', () => expect(seqOf(pressed(open(), '/null-tag\r'))).toBe(19));

  it('filter in the language of the command line', () => {
    const model = pressed(open(), '&opcode == 0x4802\r');
    expect(rowCount(model)).toBe(2);
    expect(seqOf(model)).toBe(12);
    expect(seqOf(pressed(model, 'j'))).toBe(13);
    expect(rowCount(pressed(model, '\u001b'))).toBe(46);
  });

  it('say what is wrong with a filter while it is typed', () => {
    expect(screenOf(pressed(open(), '&opcode =='))).toContain('a value: a number');
    expect(screenOf(pressed(open(), '&opcod == 1'))).toContain('did you mean "opcode"');
  });

  it('complete commands, profiles and fields', () => {
    expect(pressed(open(), ':prof\t').prompt?.text).toBe('profile');
    expect(pressed(open(), ':profile qemu-10.\t').prompt?.text).toContain('qemu-10.');
    expect(pressed(open(), '&returnCodeN\t').prompt?.text).toBe('returnCodeName');
  });
});

describe('what is around', () => {
  it('another profile is a column beside the first', () => {
    const model = pressed(open('qemu-10.0/dc-lifecycle.ndjson'), ':profile qemu-10.2\r');
    expect(trackOf(model)?.profile?.name).toBe('qemu-10.2');
    expect(sourceOf(model)?.session.tracks).toHaveLength(2);
  });

  it('marks and notes are kept by number', () => {
    const model = pressed(open(), 'nmjMa note\r');
    expect([...model.marks]).toEqual([
      [19, ''],
      [20, 'a note'],
    ]);
    expect(model.effects.map(({ kind }) => kind)).toContain('save-marks');
    expect(seqOf(pressed(model, "g'"))).toBe(19);
  });

  it('a click selects what it is on, the wheel moves', () => {
    expect(seqOf(pressed(open(), '\u001b[<0;10;5M'))).toBe(3);
    expect(pressed(open(), '\u001b[<0;10;20M').focus).toBe('state');
    expect(seqOf(pressed(open(), '\u001b[<65;10;5M'))).toBe(4);
  });

  it('a paste is text where a line is typed, and nothing where keys are meant', () => {
    const paste = '\u001b[200~qq\r\nq\u001b[201~';
    expect(pressed(open(), paste).effects).toEqual([]);
    expect(pressed(open(), `/${paste}`).prompt?.text).toBe('qq q');
  });

  it('every action has a key, and every key one meaning', () => {
    const keys = BINDINGS.filter(({ panes }) => panes === undefined).flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('request and answer, and recording and engine, stand side by side where there is room', () => {
    const both = screenOf(pressed(open(MAPPED, 120, 40), 't5\r2z')).split('\n');
    expect(both.find((text) => text.includes('Request'))).toContain('│Answer SUCCESS');
  });

  it('every cause of the list can be opened', () => {
    const model = pressed(open(), '5');
    const track = trackOf(model);
    expect(track === null ? 0 : causesOf(track).length).toBeGreaterThan(5);
    expect(seqOf(pressed(model, 'jjj\r'))).toBe(15);
  });
});

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
      const lines = frame(pressed(open(NULL_TAG, columns, rows), keys), glyphs);
      expect(lines).toHaveLength(rows);
      for (const one of lines) expect(cellsOf(lineText(one)), JSON.stringify(lineText(one))).toBe(columns);
    }
  });

  it('follows the size of the terminal', () => {
    const model = update(open(), { kind: 'resize', size: { columns: 120, rows: 40 } });
    expect(frame(model, glyphs)).toHaveLength(40);
  });

  it('shows control bytes and never sends them', () => {
    const hostile = [
      '{"kind":"device","cxltrace":1,"profile":"qemu-10.0","device":{}}',
      '{"kind":"log","seq":1,"timeNs":0,"source":"\\u001b[31mx","text":"\\u001b]0;title\\u0007\\u009b2J"}',
      '{"kind":"qmp","seq":2,"timeNs":0,"execute":"\\u001b[2J","arguments":{"a\\u001b":"\\u0007"},"error":{"class":"\\u001b","desc":"\\u001bc"}}',
    ].join('\n');
    const opened = viewed('x\u001b.ndjson', Buffer.from(hostile));
    for (const keys of ['', 'j', 'j2', 'j5', '/x'])
      for (const one of frame(pressed(opened, keys), glyphs)) expect(lineText(one)).not.toMatch(/\p{Control}/u);
  });

  it('tells what could not be read and what was taken for granted, and goes to its line', () => {
    const lines = readBundled(NULL_TAG).toString().split('\n');
    const torn = [...lines.slice(0, 20), '{"kind":"mailbox"', ...lines.slice(20)].join('\n');
    const told = pressed(viewed('torn.ndjson', Buffer.from(torn)), 'i');
    expect(screenOf(told)).toContain('line 21: ');
    const there = pressed(told, '\r');
    expect(there.overlay).toBeNull();
    expect(seqOf(there)).toBe(19);
    expect(screenOf(pressed(open(), 'i'))).toContain('Everything was read');
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
    let model = pressed(open(), '\u001bOP');
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
    expect(screenOf({ ...open(), tour: step })).toContain(text);
  });
});

describe('keys as a terminal sends them', () => {
  it('are cut from what arrives together', () => {
    expect(new KeyInput().push('jj\u001b[A\u001bOB\r')).toEqual(
      ['j', 'j', 'up', 'down', 'enter'].map((key) => ({ kind: 'key', key })),
    );
  });

  it('a paste may come in pieces', () => {
    const input = new KeyInput();
    expect([...input.push('\u001b[200~a'), ...input.push('b\u001b[201~j')]).toEqual([
      { kind: 'paste', text: 'ab' },
      { kind: 'key', key: 'j' },
    ]);
  });
});
