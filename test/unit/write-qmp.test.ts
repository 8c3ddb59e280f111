import { describe, expect, it } from 'vitest';
import { JsonFraction, type JsonValue } from '../../src/base/json.js';
import { QmpWriter } from '../../src/writers/write-qmp.js';

const qmp = (execute: string, given: JsonValue) =>
  ({ kind: 'qmp', seq: 1, line: 1, timeNs: null, execute, arguments: given, answer: null }) as const;

const ADD = qmp('cxl-add-dynamic-capacity', {
  path: '/machine/peripheral/cxl-dcd0',
  'host-id': 0,
  tag: '5be13bce-ae34-4a77-b6c3-16df975fcf1a',
  extents: [{ offset: 0, len: 18446744073709551615n }],
});

describe('a QMP script', () => {
  it('opens the connection and keeps all digits', () => {
    const writer = new QmpWriter('json');
    expect(writer.header() + writer.event(qmp('qmp_capabilities', {})) + writer.event(ADD)).toBe(
      '{"execute":"qmp_capabilities"}\n' +
        '{"execute":"cxl-add-dynamic-capacity","arguments":{"path":"/machine/peripheral/cxl-dcd0","host-id":0,' +
        '"tag":"5be13bce-ae34-4a77-b6c3-16df975fcf1a","extents":[{"offset":0,"len":18446744073709551615}]}}\n',
    );
  });

  it('is typed without blanks for qmp-shell', () => {
    const writer = new QmpWriter('shell');
    expect(writer.header() + writer.event(ADD) + writer.event(qmp('system_reset', {}))).toBe(
      'cxl-add-dynamic-capacity path=/machine/peripheral/cxl-dcd0 host-id=0 ' +
        'tag=5be13bce-ae34-4a77-b6c3-16df975fcf1a extents=[{"offset":0,"len":18446744073709551615}]\nsystem_reset\n',
    );
    expect(writer.losses()).toEqual([]);
  });

  it.each<[string, JsonValue]>([
    ['text that reads as a number', '17'],
    ['text that reads as a boolean', 'True'],
    ['text that reads as JSON', '[1]'],
    ['text with a blank', 'a b'],
    ['text with quotes', '"a"'],
    ['nothing', null],
    ['a fraction', new JsonFraction('1.5')],
  ])('says that qmp-shell cannot be told %s', (_what, value) => {
    const writer = new QmpWriter('shell');
    expect(writer.event(qmp('x', { argument: value }))).toBe('');
    expect(writer.losses()).toEqual(['1 × x with an argument that qmp-shell cannot be told (use --qmp-style json)']);
  });
});
