import { describe, expect, it } from 'vitest';
import { readBundled } from '../bundled.js';
import { ACCEPT_FIRST, checkText, offerOf, TRACE_HEAD } from '../checked.js';

/** What the trace says about the causes of a code, in which each is told by its beginning. */
function causesOf(text: string, code: string) {
  const { weighed = [] } = checkText(text).result.divergences.find((one) => one.code === code) ?? {};
  return {
    fits: weighed.filter(({ fits }) => fits).map((one) => one.text),
    not: weighed.filter(({ fits }) => !fits).map((one) => one.text),
    why: weighed.map(({ why }) => why).join('\n'),
  };
}

const bundled = (name: string, code: string) => causesOf(readBundled(name).toString(), code);

describe('of several causes the one is marked that fits', () => {
  it.each([
    ['bugs/01-more-on-the-last-event.yaml', 'more-chain-broken', 'the flag is set once'],
    [
      'bugs/03-ten-extents-in-one-offer.yaml',
      'event-overflow-lost-records',
      'a request with more extents than the log',
    ],
    [
      'bugs/04-chunked-answer-without-more.yaml',
      'more-chain-broken',
      'the host sends its answer in parts without More',
    ],
    ['bugs/05-chunked-answer-with-more.yaml', 'more-chain-broken', 'the device ignores the flag'],
    ['bugs/07-tag-of-the-fabric-manager.yaml', 'null-tag', 'the device appends accepted extents'],
    ['bugs/08-zeros-while-something-is-offered.yaml', 'count-mismatch', 'counts accepted and offered extents in one'],
    ['bugs/08-zeros-while-something-is-offered.yaml', 'generation-stuck', 'does not count changes'],
    ['rules/misaligned-fires.yaml', 'misaligned', 'a tool works in bytes'],
    ['bugs/09-one-tag-added-twice.yaml', 'backend-already-mapped', 'add, release, add of one tag'],
    ['bugs/10-release-by-tag-with-a-null-tag.yaml', 'null-tag', 'a tag-based release copies'],
    ['bugs/12-release-before-the-answer.yaml', 'release-while-pending', 'a script sends add and release'],
    ['lazy/rfc-release-by-tag.yaml', 'null-tag', 'the device takes the tag and does not put it'],
    ['lazy/rfc-two-extents-one-backend.yaml', 'backend-already-mapped', 'two extents with one tag'],
    ['lazy/v1-missing-detail.yaml', 'missing-extent-details', 'the host accepts a part'],
    ['rules/backend-without-memory-fires.yaml', 'backend-without-memory', 'no object has this tag'],
    ['rules/missing-extent-details-fires.yaml', 'missing-extent-details', 'the host answers with another address'],
    ['rules/overlap-fires.yaml', 'overlap', 'the operator adds capacity that the host has'],
    ['rules/region-crossing-fires.yaml', 'region-crossing', 'a length that is too long'],
    ['rules/request-unsupported-fires.yaml', 'request-unsupported', 'a selection policy other than prescriptive'],
    ['rules/schema-error-fires.yaml', 'schema-error', 'the spelling of an older series'],
  ])('%s: %s', (name, code, beginning) => {
    const { fits, not } = bundled(name, code);
    expect(fits).toHaveLength(1);
    expect(fits[0]).toContain(beginning);
    expect(not).not.toContain(fits[0]);
  });
});

describe('what the trace rules out is said, and why', () => {
  it('a single extent is no chain, and what is offered was not asked back', () => {
    const { fits, not, why } = bundled('rules/pending-never-answered-fires.yaml', 'pending-never-answered');
    expect(fits).toEqual([]);
    expect(not.join()).toContain('More chain');
    expect(why).toContain('it is offered, not asked back');
  });

  it('a host that goes on has not come to the end of the trace', () => {
    const { not, why } = bundled('bugs/11-release-in-use.yaml', 'pending-never-answered');
    expect(not.join()).not.toContain('the trace ends');
    expect(why).toContain('it is asked back, not offered');
  });
});

describe('what decides', () => {
  const RELEASE = `
  - qmp: cxl-release-dynamic-capacity
    arguments: { path: /machine/peripheral/cxl-dcd0, host-id: 0, removal-policy: prescriptive, region: 0, extents: [{ offset: 0, len: 128MiB }] }
`;
  const READ = `
  - mailbox: get-event-records
    request: { log: dynamic-capacity }
  - mailbox: clear-event-records
    request: { log: dynamic-capacity, handles: [1] }
`;

  it('is whether the host had read of the offer that is asked back', () => {
    const early = causesOf(TRACE_HEAD + offerOf('0') + RELEASE, 'release-while-pending');
    expect(early.fits.join()).toContain('without waiting');
    const late = causesOf(TRACE_HEAD + offerOf('0') + READ + RELEASE, 'release-while-pending');
    expect(late.fits.join()).toContain('never answered');
    expect(late.why).toContain('#3 at line');
  });

  it('is whether an extent stands twice in a list, or is there already', () => {
    expect(causesOf(TRACE_HEAD + offerOf('0', '0'), 'overlap').fits.join()).toContain('same extent twice');
    const again = causesOf(TRACE_HEAD + offerOf('0') + ACCEPT_FIRST + offerOf('0'), 'overlap');
    expect(again.fits.join()).toContain('the host has');
    expect(again.why).toContain('0x20000000+128MiB is accepted');
  });

  it('of several offers in the way, is the one of which QEMU speaks', () => {
    const offers = offerOf('0') + ACCEPT_FIRST + offerOf('256MiB');
    const across = offerOf('64MiB').replace('len: 128MiB', 'len: 256MiB');
    const found = (text: string) => checkText(text).result.divergences.find(({ code }) => code === 'overlap');
    const both = found(TRACE_HEAD + offers + across);
    expect(both?.message).toMatch(/accessible to the same LD" \(offered in #1 at line \d+\)/);
    expect(both?.origin).toBe(1);
    expect(found(TRACE_HEAD + offers + offerOf('256MiB'))?.origin).toBe(3);
  });

  it('is whether an address is right as an offset', () => {
    const offset = ACCEPT_FIRST.replace('startDpa: 0x20000000', 'startDpa: 0x100000');
    const { fits, not } = causesOf(TRACE_HEAD + offerOf('0') + offset, 'region-crossing');
    expect(fits.join()).toContain('an offset taken for an address');
    expect(not.join()).toContain('too long');
  });

  it('is whether the host knows of the first offer', () => {
    const second = ACCEPT_FIRST.replace('0x20000000', '0x30000000');
    const offers = offerOf('0') + offerOf('256MiB');
    expect(causesOf(TRACE_HEAD + offers + second, 'response-order').fits).toEqual([]);
    const known = causesOf(TRACE_HEAD + offers + READ + second, 'response-order');
    expect(known.fits.join()).toContain('several offers at once');
    expect(known.not.join()).toContain('lost in an overflow');
  });
});
