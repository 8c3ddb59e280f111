import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MailboxEvent } from '../../src/trace/events.js';
import type { GuestFact } from '../../src/trace/guest-facts.js';
import { readTrace, TRACES } from '../bundled.js';

const FOLDER = resolve(TRACES, 'logs/linux-guest');
const read = (name: string) => readTrace(readFileSync(resolve(FOLDER, name)));
const COMMANDS = JSON.parse(readFileSync(resolve(FOLDER, 'commands.json'), 'utf8')) as Record<
  string,
  readonly (readonly [string, number | null])[]
>;

/** Opcode and return code of each command that a log shows. */
const commandsOf = (name: string) =>
  read(name)
    .events.filter((event): event is MailboxEvent => event.kind === 'mailbox')
    .map(({ opcode, answer }) => [`0x${opcode.toString(16).padStart(4, '0')}`, answer?.returnCode ?? null]);

const factsOf = (name: string): readonly GuestFact[] =>
  read(name).events.flatMap((event) => (event.kind === 'log' && event.facts ? [event.facts] : []));

describe('a real guest', () => {
  it.each(['boot-dmesg.txt', 'boot-kmsg.txt'])(
    '%s has the commands of the register trace and no unknown line',
    (name) => {
      expect(commandsOf(name)).toEqual(COMMANDS['boot']);
      expect(read(name).issues).toEqual([]);
    },
  );

  it('shows on its console all commands but the one that killed the device', () => {
    expect(commandsOf('crash-console.txt')).toEqual(COMMANDS['crash']?.slice(0, -1));
    expect(read('crash-console.txt').issues.map(({ line, code }) => [line, code])).toEqual([
      [474, 'unrecognised-line'],
    ]);
  });

  it('says the same of an event by its tracer and by cxl monitor', () => {
    const traced = factsOf('media-events-ftrace.txt');
    const monitored = factsOf('media-events-monitor.json');
    expect(monitored.length).toBeGreaterThan(50);
    expect(traced.map((fact, index) => ({ ...fact, ...monitored[index] }))).toEqual(traced);
  });

  it('knows where its mailbox lies once the driver has found it', () => {
    const addresses = read('boot-dmesg.txt').events.map((event) =>
      event.kind === 'mailbox' ? event.mailboxAddress : undefined,
    );
    expect(new Set(addresses)).toEqual(new Set([undefined, 0xfe610088n]));
  });
});

describe('the times of a guest', () => {
  const LINE = 'cxl_pci 0000:0d:00.0: Reading event logs: 10';

  it.each([
    [`[    9.125958] ${LINE}`, 'counted since the guest booted'],
    [`Nov 23 00:12:36 guest kernel: ${LINE}`, "of the guest's date and time, without a year"],
    [`[Mon Nov 23 00:12:36 2026] ${LINE}`, "of the guest's date and time"],
  ])('%s', (line, value) => {
    expect(readTrace(Buffer.from(`${line}\n`)).header?.inferred).toEqual([{ what: 'times', value, line: 1 }]);
  });

  it('are of no clock where there are none', () => {
    expect(readTrace(Buffer.from(`${LINE}\n`)).header?.inferred).toBeUndefined();
  });
});
