import { describe, expect, it } from 'vitest';
import { KeyInput } from '../../src/tui/key-input.js';
import { BINDINGS } from '../../src/tui/keys.js';
import { sourceOf, trackOf, viewOf } from '../../src/tui/model.js';
import { rowCount } from '../../src/tui/rows.js';
import { MAPPED, NULL_TAG, opened, pressed, screenOf, seqOf } from '../viewed.js';

describe('the cursor', () => {
  it('goes by rows, pages and ends, and never beyond', () => {
    expect(seqOf(pressed(opened(), 'jjk'))).toBe(2);
    expect(seqOf(pressed(opened(), 'k'))).toBe(1);
    expect(seqOf(pressed(opened(), 'G'))).toBe(46);
    expect(seqOf(pressed(opened(), 'Gjjg'))).toBe(1);
    expect(seqOf(pressed(opened(), '\u001b[6~'))).toBeGreaterThan(4);
  });

  it('follows an extent forwards and backwards', () => {
    const before = pressed(opened(MAPPED), 'nF');
    expect(seqOf(before)).toBe(5);
    expect(seqOf(pressed(before, 'ff'))).toBe(9);
  });

  it.each([
    ['#19', 19],
    ['19', 19],
    ['line 20', 19],
    ['0.1655s', 19],
    ['nonsense', 1],
  ])('jumps to %s', (text, seq) => expect(seqOf(pressed(opened(), `t${text}\r`))).toBe(seq));
});

describe('what only follows from a divergence', () => {
  it('is folded below it, and unfolded by x', () => {
    const folded = pressed(opened(MAPPED), 'n');
    expect(rowCount(folded)).toBe(19);
    expect(screenOf(folded)).toContain('+3  ');
    expect(seqOf(pressed(folded, 'j'))).toBe(12);
    const unfolded = pressed(folded, 'x');
    expect(rowCount(unfolded)).toBe(22);
    expect(seqOf(pressed(unfolded, 'j'))).toBe(11);
    expect(rowCount(pressed(unfolded, 'x'))).toBe(19);
  });

  it('is told of where it was refused, and the record itself was not', () => {
    const chunked = opened('bugs/05-chunked-answer-with-more.yaml');
    expect(screenOf(chunked)).toMatch(/▸4802h .* \+1 refused {2}ok/);
    expect(screenOf(pressed(chunked, 'nx'))).toMatch(/▾4802h .* [^d] +ok/);
  });

  it('is unfolded where one goes to it, and folds onto its cause', () => {
    const inside = pressed(opened(MAPPED), 't#13\r');
    expect(seqOf(inside)).toBe(13);
    expect(screenOf(inside)).toContain('↳');
    expect(seqOf(pressed(inside, 'x'))).toBe(10);
  });

  it('counts as a row where a filter says what is shown', () => {
    expect(rowCount(pressed(opened(MAPPED), '&opcode == 0x4802\r'))).toBe(5);
  });

  it('is never where the cursor goes by rows', () => {
    let model = opened(MAPPED);
    const seen = [seqOf(model)];
    for (let step = 1; step < rowCount(opened(MAPPED)); step++) {
      model = pressed(model, 'j');
      seen.push(seqOf(model));
    }
    expect(seen).toEqual([...new Set(seen)]);
    expect(seen).not.toContain(13);
  });
});

describe('the device', () => {
  it('marks on the map what a record changed, and tells backed from accepted', () => {
    const accepted = screenOf(pressed(opened(MAPPED, 120, 40), 't8\r'));
    expect(accepted).toMatch(/this record +~+/);
    expect(accepted).toContain('accepted and backed');
    expect(screenOf(pressed(opened(MAPPED, 120, 40), 't3\r'))).toMatch(/this record +\++/);
  });

  it('shows why a tag is null: the list has one', () => {
    const reasons = viewOf(pressed(opened(), 'n'))?.reasons ?? [];
    expect(reasons.map(({ text }) => text).join('\n')).toContain(
      'accepted with tag 6be13bce, and this record shows none',
    );
  });

  it('shows why a backend is mapped: another extent has it', () => {
    const texts = viewOf(pressed(opened(MAPPED), 'n'))?.reasons.map(({ text }) => text) ?? [];
    expect(texts.join('\n')).toMatch(/tm0 {2}256MiB {2}MAPPED/);
    expect(texts.join('\n')).toContain('is accepted already for 0x0+256MiB');
  });

  it('tells what a record changed, and is the same from either side', () => {
    const forwards = pressed(opened(MAPPED), 't8\r');
    const backwards = pressed(opened(MAPPED), 'Gt8\r');
    const changes = viewOf(forwards)?.state.filter(({ change }) => change !== 'same') ?? [];
    expect(changes.map(({ change, section }) => `${change} ${section}`)).toContain('added accepted');
    expect(viewOf(backwards)?.state).toEqual(viewOf(forwards)?.state);
  });

  it('finds who changed a fact', () => {
    const model = pressed(opened(MAPPED), 'G4');
    const at = viewOf(model)?.state.findIndex(({ section }) => section === 'accepted') ?? -1;
    expect(seqOf(pressed(model, `${'j'.repeat(at)}r`))).toBe(8);
  });
});

describe('search and filter', () => {
  it('search as one types, and count', () => {
    const typing = pressed(opened(), '/object-add');
    expect(typing.search?.hits).toEqual([1, 2]);
    expect(seqOf(typing)).toBe(2);
    expect(seqOf(pressed(typing, '\r.'))).toBe(3);
    expect(seqOf(pressed(typing, '\u001b'))).toBe(1);
  });

  it('find what was found by its code', () => expect(seqOf(pressed(opened(), '/null-tag\r'))).toBe(19));

  it('filter in the language of the command line', () => {
    const model = pressed(opened(), '&opcode == 0x4802\r');
    expect(rowCount(model)).toBe(2);
    expect(seqOf(model)).toBe(12);
    expect(seqOf(pressed(model, 'j'))).toBe(13);
    expect(rowCount(pressed(model, '\u001b'))).toBe(46);
  });

  it('say what is wrong with a filter while it is typed', () => {
    expect(screenOf(pressed(opened(), '&opcode =='))).toContain('a value: a number');
    expect(screenOf(pressed(opened(), '&opcod == 1'))).toContain('did you mean "opcode"');
  });

  it('complete commands, profiles and fields', () => {
    expect(pressed(opened(), ':prof\t').prompt?.text).toBe('profile');
    expect(pressed(opened(), ':profile qemu-10.\t').prompt?.text).toContain('qemu-10.');
    expect(pressed(opened(), '&returnCodeN\t').prompt?.text).toBe('returnCodeName');
  });
});

describe('what is around', () => {
  it('another profile is a column beside the first', () => {
    const model = pressed(opened('qemu-10.0/dc-lifecycle.ndjson'), ':profile qemu-10.2\r');
    expect(trackOf(model)?.profile?.name).toBe('qemu-10.2');
    expect(sourceOf(model)?.session.tracks).toHaveLength(2);
  });

  it('marks and notes are kept by file and line', () => {
    const model = pressed(opened(), 'nmjMa note\r');
    expect([...model.marks]).toEqual([
      [`${NULL_TAG}:20`, ''],
      [`${NULL_TAG}:21`, 'a note'],
    ]);
    expect(model.effects.map(({ kind }) => kind)).toContain('save-marks');
    expect(seqOf(pressed(model, "g'"))).toBe(19);
  });

  it('another source is looked at from its beginning: nothing of the one before stays, and marks are its own', () => {
    const [first, second] = [pressed(opened(), 'nm'), opened(MAPPED)];
    const both = { ...first, sources: [...first.sources, ...second.sources] };
    expect(both.trail).toEqual([0]);
    const other = pressed(both, 's');
    expect(seqOf(other)).toBe(1);
    expect(other.trail).toEqual([]);
    expect(pressed(other, '\u007f').cursor).toBe(0);
    expect(pressed(other, "'").message?.text).toContain('no marks');
    expect(seqOf(pressed(other, "s'"))).toBe(19);
  });

  it('a click selects what it is on, the wheel moves', () => {
    expect(seqOf(pressed(opened(), '\u001b[<0;10;5M'))).toBe(3);
    expect(pressed(opened(), '\u001b[<0;10;20M').focus).toBe('state');
    expect(seqOf(pressed(opened(), '\u001b[<65;10;5M'))).toBe(4);
    // The wheel over the device goes through its facts, over the list from one divergence to the next.
    const device = pressed(opened(), 'n\u001b[<65;10;20M');
    expect([device.focus, device.fact, seqOf(device)]).toEqual(['state', 3, 19]);
    expect(pressed(opened(), '\u001b[<65;10;12M').divergence).toBe(1);
  });

  it('a paste is text where a line is typed, and nothing where keys are meant', () => {
    const paste = '\u001b[200~qq\r\nq\u001b[201~';
    expect(pressed(opened(), paste).effects).toEqual([]);
    expect(pressed(opened(), `/${paste}`).prompt?.text).toBe('qq q');
  });

  it('lines of the file stand beside the numbers where they are asked for, and texts name both', () => {
    const mapped = pressed(opened('lazy/v1-already-mapped.yaml'), 'n');
    expect(screenOf(mapped)).toContain('the offer of #2 at line 14');
    expect(screenOf(mapped)).not.toContain(' 2 :14 ');
    expect(screenOf(pressed(mapped, 'l'))).toContain(' 2 :14 ');
  });

  it('titles of keys are whole on a small screen', () => {
    for (const { title } of BINDINGS) expect(title.length).toBeLessThanOrEqual(41);
  });

  it('every action has a key, and every key one meaning', () => {
    const keys = BINDINGS.filter(({ panes }) => panes === undefined).flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('a field is signed by how bad it is what was found in it', () => {
    expect(screenOf(pressed(opened(), 't#15\r2'))).toMatch(/▲ (?!null)[a-z-]+/);
    expect(screenOf(pressed(opened(), 'n2'))).toContain('✗ null-tag');
  });

  it('request and answer, and recording and engine, stand side by side where there is room', () => {
    const both = screenOf(pressed(opened(MAPPED, 120, 40), 't5\r2z')).split('\n');
    expect(both.find((text) => text.includes('Request'))).toContain('│Answer SUCCESS');
  });

  it('every cause of the list can be opened', () => {
    const model = pressed(opened(), '5');
    const track = trackOf(model);
    expect(track === null ? 0 : track.causes.length).toBeGreaterThan(5);
    expect(seqOf(pressed(model, 'jjj\r'))).toBe(15);
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
