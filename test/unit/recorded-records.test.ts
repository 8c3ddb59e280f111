import { describe, expect, it } from 'vitest';
import { decodeEvent } from '../../src/report/decode-event.js';
import { decodeText } from '../../src/report/decode-text.js';
import { plainText } from '../../src/report/paint.js';
import { NdjsonWriter } from '../../src/writers/write-ndjson.js';
import { YamlWriter } from '../../src/writers/write-yaml.js';
import { readTrace } from '../bundled.js';

const HEAD = '{"kind":"device","cxltrace":1,"profile":"qemu-10.2","device":{"volatileBytes":268435456}}\n';

/** What is read of a recording of these records. */
const read = (...records: readonly string[]) => readTrace(Buffer.from(`${HEAD}${records.join('\n')}\n`));

const refused = (request: string, returnCode: number) =>
  read(
    `{"kind":"mailbox","seq":1,"opcode":null,"request":null,"returnCode":null,"response":null,"cci":"fm",` +
      `"tunnel":{"request":"${request}","returnCode":${returnCode},"response":""}}`,
  );

/** Get Response Message Limit as a message in a tunnel to port 5. */
const IN_TUNNEL = '05000c00000000030000000000000000';

describe('a record whose tunnel refused', () => {
  it('is the command that the bytes of the tunnel hold', () => {
    const { events, issues } = refused(IN_TUNNEL, 2);
    expect(issues).toEqual([]);
    expect(events).toMatchObject([{ cci: 'fm', opcode: 0x0003, answer: null, tunnel: { returnCode: 2 } }]);
  });

  it('is the tunnel itself where its bytes hold none', () => {
    const { events, issues } = refused('0000', 0x16);
    expect(issues).toEqual([]);
    expect(events).toMatchObject([{ cci: 'switch', opcode: 0x5300, answer: { returnCode: 0x16 } }]);
    expect(events[0]).not.toHaveProperty('tunnel');
  });

  it('says in a line that it was the tunnel', () => {
    const [event] = refused(IN_TUNNEL, 2).events;
    expect(event && decodeText(event, { paint: plainText, hex: false })).toContain('→ the tunnel: INVALID_INPUT (02h)');
  });
});

describe('the members of records', () => {
  it('a crash without a signal has one that is not known', () => {
    expect(read('{"kind":"crash","seq":1,"text":"gone"}')).toMatchObject({
      issues: [],
      events: [{ kind: 'crash', signal: null, text: 'gone', hung: false }],
    });
  });

  it('a time that is none is an issue, and the record is there without it', () => {
    const { events, issues } = read('{"kind":"note","seq":1,"timeNs":"soon","text":"a"}');
    expect(issues).toMatchObject([{ code: 'invalid-field', line: 2 }]);
    expect(events).toMatchObject([{ kind: 'note', timeNs: null }]);
    expect(read('{"kind":"note","seq":1,"timeNs":null,"text":"a"}').issues).toEqual([]);
  });

  it('a record without a kind is told from one of an unknown kind', () => {
    const { issues } = read('{"seq":1,"text":"a"}', '{"kind":"Note","seq":2,"text":"a"}');
    expect(issues.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'unknown-kind: "kind" is missing; the record is kept out of the replay',
      'unknown-kind: unknown kind "Note" (did you mean "note"?); the record is kept out of the replay',
    ]);
  });

  it.each(['0', '"decoder3.0"'])('a decoder keeps its number or its name: %s', (decoder) => {
    const record = `{"kind":"decoder","seq":1,"action":"commit","decoder":${decoder},"baseAddress":"0x110000000","sizeBytes":4096}`;
    const [event] = read(record).events;
    if (event === undefined) throw new Error('there is one event');
    expect(new NdjsonWriter().event(event)).toBe(`${record}\n`);
    expect(decodeEvent(event)).toMatchObject({ decoder: JSON.parse(decoder) });
    const yaml = `cxltrace: 1\ndevice: { volatile: 1GiB }\nsteps:\n${new YamlWriter().event(event)}`;
    expect(readTrace(Buffer.from(yaml))).toMatchObject({ issues: [], events: [{ decoder: JSON.parse(decoder) }] });
  });
});

it('a recording may begin with a byte order mark', () => {
  const { header, events, issues } = readTrace(Buffer.from(`\ufeff${HEAD}{"kind":"reset","seq":1}\n`));
  expect([header?.profile, events.length, issues]).toEqual(['qemu-10.2', 1, []]);
});
