import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { printJson } from '../../src/base/json-print.js';
import { decodeEvent } from '../../src/report/decode-event.js';
import type { TraceEvent } from '../../src/trace/events.js';
import { readBundled, readTrace, TRACES } from '../bundled.js';
import { changeAccesses, commandOf, mailboxOf, narrowed, readMmio } from '../mmio-logs.js';
import { goldenCases, rewriteGolden } from './cases.js';

const logOf = (name: string): string => readFileSync(join(TRACES, 'logs/qemu-mmio', `${name}.log`), 'utf8');

/** Logs beside the recordings that were made of the same run. */
const RECORDED = [
  ['qemu-10.0', 'crash-ctrl-byte-write'],
  ['qemu-10.0', 'crash-get-lsa-zero'],
  ['qemu-10.0', 'dc-add-single'],
  ['qemu-10.0', 'identify'],
  ['qemu-10.0', 'long-length'],
  ['qemu-10.0', 'media-disabled-by-cap-write'],
  ['qemu-10.0', 'reset-survival'],
  ['qemu-10.0', 'sanitize'],
  ['qemu-10.2', 'fm-add-basic'],
] as const;

const recordingOf = (folder: string, name: string) => readTrace(readBundled(`${folder}/${name}.ndjson`));

/** Everything but what a register trace cannot show: clock steps, notes, the crash of another stream. */
const shown = (events: readonly TraceEvent[]): readonly TraceEvent[] =>
  events.filter(({ kind }) => !['clock', 'note', 'crash'].includes(kind));

const registerOf = (event: TraceEvent) =>
  event.kind === 'register' && `${event.access} ${event.register}+${event.offset}/${event.size} ${event.value}`;

describe.each(RECORDED)('the register trace of %s/%s', (folder, name) => {
  const recorded = recordingOf(folder, name);
  const read = readMmio(logOf(`${folder}-${name}`));

  it('holds the commands of the recording, byte for byte', () => {
    expect(mailboxOf(read.events).map(commandOf)).toEqual(mailboxOf(recorded.events).map(commandOf));
    expect(read.issues).toEqual([]);
  });

  it('holds its QMP commands, messages and resets', () => {
    const others = (events: readonly TraceEvent[]) =>
      events.flatMap((event): readonly unknown[] => {
        if (event.kind === 'qmp') return [{ execute: event.execute, args: event.arguments, answer: event.answer }];
        if (event.kind === 'log') return [event.text];
        return event.kind === 'reset' ? ['reset'] : [];
      });
    expect(others(read.events)).toEqual(others(recorded.events));
  });

  it('holds its register accesses in the same order, and before them the probe', () => {
    const found = read.events.map(registerOf).filter((one) => one !== false);
    const wanted = recorded.events.map(registerOf).filter((one) => one !== false);
    expect(found.slice(-wanted.length || found.length)).toEqual(expect.arrayContaining(wanted));
    expect(found.filter((one) => !wanted.includes(one)).every((one) => one.startsWith('read '))).toBe(true);
  });

  it('keeps the order of all that both show', () => {
    const kinds = (events: readonly TraceEvent[]) =>
      shown(events).flatMap((event) => {
        if (event.kind === 'mailbox') return [event.opcode.toString(16)];
        return event.kind === 'qmp' || event.kind === 'reset' ? [event.kind] : [];
      });
    expect(kinds(read.events)).toEqual(kinds(recorded.events));
  });
});

describe('however the driver accesses the registers', () => {
  const log = logOf('qemu-10.0-sanitize');
  const plain = mailboxOf(readMmio(log).events).map(commandOf);
  const isPayload = (address: bigint) => (address & 0xfffn) >= 0xa8n && (address & 0xfffn) < 0x8a8n;

  it.each([1, 2])('the payload in pieces of %i bytes', (size) => {
    const changed = changeAccesses(log, (access) => (isPayload(access.address) ? narrowed(access, size) : [access]));
    expect(mailboxOf(readMmio(changed).events).map(commandOf)).toEqual(plain);
  });

  it.each([1, 2, 4])(
    'status and command read in pieces of %i bytes: only the background bit is then not told',
    (size) => {
      const changed = changeAccesses(log, (access) => (access.isWrite ? [access] : narrowed(access, size)));
      const withoutBit = plain.map(({ answer, ...command }) => {
        const { background: _background, ...rest } = answer ?? {};
        return { ...command, answer: rest };
      });
      expect(mailboxOf(readMmio(changed).events).map(commandOf)).toEqual(withoutBit);
    },
  );
});

describe('however the log was written', () => {
  const log = logOf('qemu-10.0-dc-add-single');
  const plain = readMmio(log).events;
  const withoutStand = (events: readonly TraceEvent[]) => events.map((event) => ({ ...event, line: 0, timeNs: null }));

  it('with thread and time before every event', () => {
    let micros = 1_795_391_300_000_000;
    const stamped = log.replace(/^(?=memory_|handle_|monitor_|qmp_)/gm, () => {
      micros += 250;
      return `8917@${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}:`;
    });
    const { events } = readMmio(stamped);
    expect(withoutStand(events)).toEqual(withoutStand(plain));
    expect(events.every(({ timeNs }) => timeNs !== null)).toBe(true);
  });

  it('with CRLF, colours, or another part of QEMU traced too', () => {
    expect(readMmio(log.replaceAll('\n', '\r\n')).events).toEqual(plain);
    expect(readMmio(log.replace(/^.*mailbox.*$/gm, '\u001b[32m$&\u001b[0m')).events).toEqual(plain);
    const others = log.replace(/$/gm, '\npci_cfg_read cxl-type3 00:00.0 @0x0 -> 0xd938086');
    expect(withoutStand(readMmio(others).events.map((event) => ({ ...event, lastLine: 0 })))).toEqual(
      withoutStand(plain.map((event) => ({ ...event, lastLine: 0 }))),
    );
    expect(readMmio(others).issues).toEqual([]);
  });

  it('without the names of the regions: the capability array says where the mailbox is', () => {
    const { events } = readMmio(changeAccesses(log, (access) => [{ ...access, region: '' }]));
    expect(mailboxOf(events).map(commandOf)).toEqual(mailboxOf(plain).map(commandOf));
  });

  it('without the capability array: the region is named', () => {
    const { events } = readMmio(log.replace(/^.*cap-array.*\n/gm, ''));
    expect(events.map((event) => ({ ...event, line: 0, lastLine: 0 }))).toEqual(
      plain.map((event) => ({ ...event, line: 0, lastLine: 0 })),
    );
  });
});

describe('the register trace of a Linux guest', () => {
  const log = logOf('linux-7.3-boot');
  const { header, events, issues } = readMmio(log);

  it('holds the commands that the driver says it sent', () => {
    // The guest's own kernel log, "Sending command: 0x…".
    const sent = '0400 0401 0301 4000 4204 4500 4500 4102 0102 0103 0102 0100 0100 0100 0100 4000 0200 4300 4300 4000';
    const opcodes = mailboxOf(events).map(({ opcode }) => opcode.toString(16).padStart(4, '0'));
    expect(opcodes).toEqual(sent.split(' '));
    expect(issues).toEqual([]);
  });

  it('has a response where the driver read less than the device gave', () => {
    const short = mailboxOf(events).filter(({ answer }) => answer?.response?.length !== answer?.responseLengthBytes);
    expect(short.map(({ answer }) => [answer?.response?.length, answer?.responseLengthBytes])).toContainEqual([67, 69]);
  });

  it('tells two devices apart, though their commands interleave', () => {
    const lines = log.trimEnd().split('\n');
    const second = lines.map((line) =>
      line.replace('addr 0xfe61', 'addr 0xfda1').replace('mr 0x7f777d', 'mr 0x7f777e'),
    );
    const both = readMmio(lines.flatMap((line, index) => [line, second[index] ?? '']).join('\n'));
    expect(both.header?.devices.map(({ mailboxAddress }) => mailboxAddress)).toEqual([0xfe610088n, 0xfda10088n]);
    const all = mailboxOf(both.events);
    for (const address of [0xfe610088n, 0xfda10088n])
      expect(all.filter(({ mailboxAddress }) => mailboxAddress === address).map(commandOf)).toEqual(
        mailboxOf(events).map(commandOf),
      );
    expect(header?.devices).toHaveLength(1);
  });

  it('knows the device again when the guest moves its registers', () => {
    const lines = log.trimEnd().split('\n');
    const half = lines.length >> 1;
    const moved = lines.map((line, index) => (index < half ? line : line.replace('addr 0xfe61', 'addr 0xfda1')));
    const after = readMmio(moved.join('\n'));
    expect(after.header?.devices).toEqual(header?.devices);
    expect(after.events).toEqual(events);
  });
});

/** What the reader makes of a log: a line for each event, then one for each issue with its place. */
function told(log: string): string {
  const { events, issues } = readMmio(log.replace(/\n$/, ''));
  return [
    ...events.map((event) => `event ${printJson(decodeEvent(event))}`),
    ...issues.map(({ line, code, message }) => `${line} ${code}: ${message}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const here = import.meta.dirname;

describe.each(readdirSync(here).filter((name) => /^qemu-mmio-.*\.md$/.test(name)))('%s', (name) => {
  const file = join(here, name);
  if (process.env['UPDATE_GOLDEN'] === '1') rewriteGolden(file, told);
  test.each(goldenCases(file).map((one) => [one.title, one] as const))('%s', (_title, { input, expected }) => {
    expect(told(input)).toBe(expected);
  });
});
