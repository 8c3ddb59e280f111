import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/report/decode-text.js';
import { plainText } from '../../src/report/paint.js';
import { readTrace } from '../bundled.js';
import { TRACE_HEAD } from '../checked.js';

const OPTIONS = { paint: plainText, hex: false };

/** The line of the one step of a trace. */
function lineOf(step: string): string {
  const { events, issues } = readTrace(Buffer.from(`${TRACE_HEAD}${step}`));
  expect(issues).toEqual([]);
  return decodeText(events[0] as (typeof events)[0], OPTIONS);
}

const list = (count: number): string =>
  `  - { mailbox: 0x4801, responseHex: "${[`0${count}`, ...Array.from({ length: 15 + 40 * count }, () => '00')].join('')}" }\n`;

describe('a record on one line', () => {
  it('shows elements of nothing but zeros: they are there, and may be the fault', () => {
    const operations = '  - { mailbox: media-operations, responseHex: "0000000000000000 0100 0100 0000" }\n';
    expect(lineOf(operations)).toContain('operations=[{empty}]');
    expect(lineOf(list(1))).toContain('extents=[{tag=null}]');
    const ranges =
      '  - { mailbox: release-dynamic-capacity, request: { extents: [{ startDpa: 0, lengthBytes: 0 }] } }\n';
    expect(lineOf(ranges)).toContain('extents=[{startDpa=0x0 lengthBytes=0}]');
  });

  it('shows what a written trace says of an answer, nothing of it too plain', () => {
    const step = '  - { mailbox: get-dynamic-capacity-extent-list, response: { totalExtents: 0, extents: [] } }\n';
    expect(lineOf(step)).toContain('totalExtents=0 extents=[]');
  });

  it('says how many there are of a long list', () => {
    expect(lineOf(list(9))).toContain('… 9 in all');
  });
});
