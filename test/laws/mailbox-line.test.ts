import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../../src/base/json.js';
import { readJson } from '../../src/base/json-exact.js';
import { MailboxLineReader } from '../../src/readers-ndjson/mailbox-line.js';
import { readEvent } from '../../src/readers-ndjson/ndjson-record.js';
import { RecordFields, wideInteger } from '../../src/readers-ndjson/record-fields.js';
import { holds, titled } from './law.js';
import { damaged, recordedLines } from './recorded-lines.js';

const LINE = 7;
const mailboxLines = recordedLines.filter((line) => line.startsWith('{"kind":"mailbox"'));

/** The event as the general reader has it, or what it has against the line. */
function generally(text: string): unknown {
  const read = readJson(text);
  if ('fault' in read || !isJsonObject(read.value)) return 'no record';
  const record = read.value;
  const issues: string[] = [];
  const fields = new RecordFields(record, (_code, message) => issues.push(message));
  const timeNs = record['timeNs'] === undefined ? null : wideInteger(record['timeNs']);
  const event = readEvent(fields, { seq: fields.integer('seq', Number.MAX_SAFE_INTEGER), line: LINE, timeNs });
  return issues.length > 0 ? issues : event;
}

const usual = { weight: 8, arbitrary: fc.nat(300).map(String) };
const digits = fc.oneof(
  usual,
  fc.nat().map(String),
  fc.bigInt({ min: 0n, max: 1n << 70n }).map(String),
  fc.constantFrom('65535', '65536', '00', '01', '-1', '1e3', '1.0', ''),
);
const hex = fc.oneof(
  { weight: 4, arbitrary: fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('hex')) },
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefAF"g '), maxLength: 12 }),
);

/** Lines of the usual shape with values of every kind. */
const made = fc
  .record({
    seq: digits,
    timeNs: digits,
    opcode: fc.string({ unit: fc.constantFrom(...'0123456789abcdefF'), minLength: 3, maxLength: 5 }),
    request: hex,
    returnCode: digits,
    response: hex,
    background: fc.constantFrom('true', 'false', 'null', '0'),
  })
  .map(
    (one) =>
      `{"kind":"mailbox","seq":${one.seq},"timeNs":${one.timeNs},"opcode":"0x${one.opcode}","request":"${one.request}",` +
      `"returnCode":${one.returnCode},"response":"${one.response}","background":${one.background}}`,
  )
  .map((text) => Buffer.from(text));

/** What stands around a line in a reader's buffer. */
const surroundings = fc.constantFrom('', '\n', '"}', mailboxLines[0] ?? '', '0'.repeat(64));

describe(titled('the fast way of mailbox lines'), () => {
  it('is what the general way says, wherever it has an opinion', () => {
    const reader = new MailboxLineReader();
    let accepted = 0;
    holds(
      fc.tuple(fc.oneof(damaged(mailboxLines), made), surroundings, surroundings),
      ([line, before, after]) => {
        const bytes = Buffer.concat([Buffer.from(before), line, Buffer.from(after)]);
        const start = Buffer.byteLength(before);
        const event = reader.read(bytes, start, start + line.length, LINE);
        if (event === null) return;
        accepted++;
        expect(event).toEqual(generally(line.toString('utf8')));
      },
      3000,
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('takes nearly every line of a recording', () => {
    const reader = new MailboxLineReader();
    const usual = 'kind,seq,timeNs,opcode,request,returnCode,response,background';
    const plain = mailboxLines.filter((line) => Object.keys(JSON.parse(line)).join() === usual);
    expect(plain.length).toBeGreaterThan(0.8 * mailboxLines.length);
    const taken = plain.filter((line) => reader.read(Buffer.from(line), 0, line.length, LINE) !== null);
    expect(taken.length).toBe(plain.length);
  });
});
