import { describe, expect, test } from 'vitest';
import { qemuCmdline } from '../../src/formats/qemu-cmdline.js';
import { mergeSources } from '../../src/merge/merge.js';
import { withFactsFilled } from '../../src/merge/merge-facts.js';
import type { MailboxEvent, QmpEvent, TraceEvent } from '../../src/trace/events.js';
import type { TraceHeader } from '../../src/trace/header.js';

const MS = 1_000_000n;

const command = (line: number, ms: number | null, opcode: number, request: string | null, code = 0): MailboxEvent => ({
  kind: 'mailbox',
  seq: line,
  line,
  timeNs: ms === null ? null : BigInt(ms) * MS,
  cci: 'primary',
  opcode,
  request: Buffer.from(request ?? '', 'hex'),
  requestLengthBytes: (request ?? '').length / 2,
  ...(request === null && { isRequestUnknown: true as const }),
  answer: request === null ? { returnCode: code } : { returnCode: code, response: new Uint8Array() },
});

const exchange = (line: number, ms: number | null, execute: string, isKnown = true): QmpEvent => ({
  kind: 'qmp',
  seq: line,
  line,
  timeNs: ms === null ? null : BigInt(ms) * MS,
  execute: isKnown ? execute : 'unknown-request',
  arguments: isKnown ? { path: execute } : {},
  ...(!isKnown && { areArgumentsUnknown: true as const }),
  answer: { return: { told: execute } },
});

const shown = (events: readonly TraceEvent[]) =>
  events.map((event) => `${event.file}:${event.line} ${event.timeNs === null ? '-' : event.timeNs / MS}`);

describe('several sources as one timeline', () => {
  test('what two saw is one event: the fuller record, and who else has it', () => {
    const full = [command(10, 100, 0x4000, '00'), command(20, 200, 0x4801, '01'), command(30, 300, 0x0100, '04')];
    const bare = [command(1, 5100, 0x4000, null), command(2, 5200, 0x4801, null), command(3, 5301, 0x0100, null)];
    const { events, inferred } = mergeSources([
      { name: 'mmio.log', events: full },
      { name: 'dmesg.txt', events: bare },
    ]);
    expect(shown(events)).toEqual(['mmio.log:10 0', 'mmio.log:20 100', 'mmio.log:30 200']);
    expect(events[1]?.alsoIn).toEqual([{ file: 'dmesg.txt', line: 2 }]);
    expect(inferred).toEqual([
      {
        what: 'merge.clock',
        value: 'dmesg.txt: its times plus -5.000000 s are those of mmio.log (3 events in both, within 0.001000 s)',
        line: null,
      },
    ]);
  });

  test('logs of the same clock are ordered by it, whoever saw what', () => {
    const { events } = mergeSources([
      { name: 'a', events: [command(1, 0, 0x4000, ''), command(2, 50, 0x0100, '04')], startEpochNs: 1000n * MS },
      { name: 'b', events: [exchange(1, 0, 'x'), exchange(2, 30, 'y')], startEpochNs: 1010n * MS },
    ]);
    expect(shown(events)).toEqual(['a:1 0', 'b:1 10', 'b:2 40', 'a:2 50']);
  });

  test('answers without requests and times find their requests in another log', () => {
    const requests = [exchange(1, 0, 'x'), exchange(2, 10, 'y'), exchange(3, 20, 'z')];
    const answers = ['x', 'y', 'z'].map((name, index) => exchange(index + 1, null, name, false));
    const { events } = mergeSources([
      { name: 'trace', events: requests },
      { name: 'chardev', events: answers },
    ]);
    expect(events).toHaveLength(3);
    expect(events.every((event) => event.kind === 'qmp' && event.areArgumentsUnknown !== true)).toBe(true);
  });

  test('messages without times stand behind the commands that can have printed them', () => {
    const told = [
      exchange(1, 0, 'cxl-add-dynamic-capacity'),
      command(2, 10, 0x4802, '01', 0),
      command(3, 20, 0x4802, '01', 0x0f),
      command(4, 30, 0x4204, '01', 3),
      command(5, 40, 0x4304, '00', 2),
      command(6, 50, 0x4304, '00', 1),
      command(7, 60, 0x5604, '00', 2),
    ];
    const texts = [
      'Warning: memory backend tm0 is already mapped. Reusing it.',
      'The host memory backend for DPA 0x0 LEN 0x10000000 is already mapped',
      'Command 4204h not implemented',
      'Scan Media Event Log is unsupported',
      'CXL extent selection policy not supported.',
    ];
    const messages = texts.map(
      (text, index): TraceEvent => ({
        kind: 'log',
        seq: index + 1,
        line: index + 1,
        timeNs: null,
        source: 'qemu',
        text,
      }),
    );
    const { events } = mergeSources([
      { name: 'mmio', events: told },
      { name: 'qemu', events: messages },
    ]);
    expect(events.map(({ file, line }) => `${file}:${line}`)).toEqual([
      ...['mmio:1', 'qemu:1', 'mmio:2', 'mmio:3', 'qemu:2', 'mmio:4', 'qemu:3', 'mmio:5', 'mmio:6', 'qemu:4'],
      ...['mmio:7', 'qemu:5'],
    ]);
  });

  test('sources that contradict each other lose nothing', () => {
    const left = [1, 2, 3, 4].map((line) => exchange(line, line, `${line}`));
    const right = [4, 3, 2, 1].map((name, index) => exchange(index + 1, index, `${name}`));
    const { events } = mergeSources([
      { name: 'left', events: left },
      { name: 'right', events: right },
    ]);
    const lines = events.flatMap((event) => [event.line, ...(event.alsoIn ?? []).map(({ line }) => line)]);
    expect(lines).toHaveLength(8);
  });

  test('extents that the driver says it adds are those of its answer', () => {
    const added: TraceEvent = {
      kind: 'log',
      seq: 1,
      line: 1,
      timeNs: null,
      source: 'guest',
      text: 'Add extent',
      facts: { kind: 'extent-added', startDpa: 0x20000000n, lengthBytes: 0x800000n, tag: null },
    };
    const [, answer] = withFactsFilled([added, command(2, null, 0x4802, null)]) as readonly [TraceEvent, MailboxEvent];
    expect(answer.isRequestUnknown).toBeUndefined();
    expect(Buffer.from(answer.request).toString('hex')).toBe(
      '0100000000000000000000200000000000008000000000000000000000000000',
    );
  });
});

test("QEMU's command line describes its devices", () => {
  let header: TraceHeader | null = null;
  const reader = qemuCmdline.open({
    header: (one) => {
      header = one;
    },
    event: () => undefined,
    issue: () => undefined,
  });
  reader.push(
    Buffer.from(
      [
        'qemu-system-x86_64 -machine q35,cxl=on \\',
        "  -object 'memory-backend-ram,id=v0,size=256M' \\",
        '  -object memory-backend-file,id=l0,mem-path=/a,,b,size=0x100000 \\',
        '  -device cxl-type3,id=cxl-dcd0,volatile-memdev=v0,lsa=l0,num-dc-regions=2,dc-regions-total-size=4G,sn=0xc0ffee',
      ].join('\n'),
    ),
  );
  reader.end();
  expect(header).toMatchObject({
    line: 4,
    devices: [
      {
        qomPath: '/machine/peripheral/cxl-dcd0',
        serialNumber: 0xc0ffeen,
        volatileBytes: 1n << 28n,
        persistentBytes: 0n,
        lsaBytes: 1n << 20n,
        dynamicCapacityBytes: 4n << 30n,
        dynamicCapacityRegions: 2,
        lazyBackends: true,
      },
    ],
  });
});
