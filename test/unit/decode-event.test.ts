import { describe, expect, it } from 'vitest';
import { decodeEvent } from '../../src/report/decode-event.js';
import type { TraceEvent } from '../../src/trace/events.js';

const STAND = { seq: 1, line: 17, timeNs: null, file: 'mmio.log', alsoIn: [{ file: 'dmesg.txt', line: 4 }] };

/** A record of every kind that can come from one of several files, or from one of several devices. */
const EVENTS: readonly TraceEvent[] = [
  {
    ...{ kind: 'mailbox', ...STAND, cci: 'primary', opcode: 0x4500, request: new Uint8Array(), requestLengthBytes: 0 },
    ...{ answer: null, mailboxAddress: 0xfe61_0088n },
  },
  { kind: 'qmp', ...STAND, execute: 'query-status', arguments: {}, answer: null },
  {
    ...{ kind: 'register', ...STAND, access: 'read', register: 'mailbox-status', offset: 0, size: 8, value: 1n },
    mailboxAddress: 0xfe61_0088n,
  },
  { kind: 'log', ...STAND, source: 'guest', text: 'x' },
];

describe('a record as decode --json prints it', () => {
  it.each(EVENTS)('$kind: names the file that its line is of, and who else shows it', (event) => {
    expect(decodeEvent(event)).toMatchObject({ line: 17, file: 'mmio.log', alsoIn: STAND.alsoIn });
  });

  it.each(EVENTS.filter((event) => 'mailboxAddress' in event))('$kind: an address is "0x…" text', (event) => {
    expect(decodeEvent(event)).toMatchObject({ mailboxAddress: '0xfe610088' });
  });
});
