import { describe, expect, it } from 'vitest';
import { trackOf, viewOf } from '../../src/tui/model.js';
import { MAPPED, NULL_TAG, opened, pressed, screenOf, seqOf } from '../viewed.js';

describe('the way from divergence to divergence', () => {
  it('goes through the divergences as the list counts them, the worst first, and round', () => {
    let model = opened();
    const causes = trackOf(model)?.causes ?? [];
    expect(new Set(causes.map(({ severity }) => severity)).size).toBeGreaterThan(1);
    for (const [at, { seq }] of causes.entries()) {
      model = pressed(model, 'n');
      expect(seqOf(model)).toBe(seq);
      expect(screenOf(model)).toContain(` ${at + 1} of ${causes.length} `);
    }
    const round = pressed(model, 'n');
    expect(seqOf(round)).toBe(19);
    expect(round.message?.text).toContain('from the start');
    expect(pressed(round, 'N').divergence).toBe(causes.length - 1);
  });

  it('goes from any other record to the next of the worst kind, and on from what is selected in the list', () => {
    const between = pressed(opened(), 't#20\r');
    expect(seqOf(pressed(between, 'n'))).toBeGreaterThan(20);
    expect(trackOf(between)?.causes[pressed(between, 'n').divergence]?.severity).toBe('error');
    expect(pressed(opened(), '5jjn').divergence).toBe(3);
  });

  it('counts in the head as many as the list has', () => {
    for (const name of [NULL_TAG, MAPPED, 'qemu-10.0/dc-lifecycle.ndjson']) {
      const model = opened(name);
      const [head = ''] = screenOf(model).split('\n');
      const counts = [...head.matchAll(/[✗▲·] (\d+)/g)].map(([, count]) => Number(count));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(trackOf(model)?.causes.length);
    }
  });

  it('goes to any divergence with w', () => expect(seqOf(pressed(opened(), 'w'))).toBe(15));
});

describe('the way to where it comes from', () => {
  it('goes to the cause of what follows, and comes back', () => {
    const consequence = pressed(opened(MAPPED), 't#13\r');
    expect(viewOf(consequence)?.found[0]?.followsFrom).toBe(10);
    const cause = pressed(consequence, 'c');
    expect(seqOf(cause)).toBe(10);
    expect(seqOf(pressed(cause, '\u007f'))).toBe(13);
  });

  it('goes to the record where it went wrong, and to where its story begins', () => {
    const mapped = pressed(opened('lazy/v1-already-mapped.yaml'), 'n');
    expect(seqOf(mapped)).toBe(5);
    // The second offer with the tag is the one too many; the story begins with the first.
    const wrong = pressed(mapped, 'c');
    expect(seqOf(wrong)).toBe(3);
    expect(wrong.message?.text).toContain('#5 comes from this record');
    const begin = pressed(mapped, 'b');
    expect(seqOf(begin)).toBe(2);
    expect(begin.message?.text).toContain('the story of #5 begins');
    expect(screenOf(mapped)).toMatch(/c cause .*b story/);
  });

  it('stays where it went wrong in the record itself, and says so', () => {
    const here = pressed(opened('bugs/05-chunked-answer-with-more.yaml'), 'nc');
    expect(seqOf(here)).toBe(2);
    expect(here.message?.text).toContain('it went wrong here');
  });

  it('goes from a tag that a list has lost to the answer that lost it', () => {
    const lost = pressed(opened('lazy/v1-null-tag-on-accept.yaml'), 'n');
    const { origin } = trackOf(lost)?.causes[lost.divergence] ?? {};
    expect(seqOf(pressed(lost, 'c'))).toBe(origin);
    expect(viewOf(pressed(lost, 'c'))?.title).toContain('Add Dynamic Capacity Response');
  });
});
