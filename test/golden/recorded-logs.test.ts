import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/base/hex.js';
import type { MailboxEvent, TraceEvent } from '../../src/trace/events.js';
import { readBundled, readTrace } from '../bundled.js';

/** Logs that are bundled, and the recordings of the same commands. */
const LOGS = [
  { log: 'logs/qtest/qemu-10.0-dc-lifecycle.log', recording: 'qemu-10.0/dc-lifecycle.ndjson', cci: 'primary' },
  { log: 'logs/hex-trace/qemu-10.0-dc-lifecycle.log', recording: 'qemu-10.0/dc-lifecycle.ndjson', cci: 'primary' },
  { log: 'logs/mctp/qemu-10.2-fm-add-basic.pcap', recording: 'qemu-10.2/fm-add-basic.ndjson', cci: 'fm' },
] as const;

const commands = (events: readonly TraceEvent[], cci: MailboxEvent['cci']) =>
  events.flatMap((event) => {
    if (event.kind !== 'mailbox' || event.cci !== cci) return [];
    const { opcode, request, requestLengthBytes, answer } = event;
    const { returnCode, response, responseLengthBytes } = answer ?? {};
    const bytes = { request: toHex(request), response: response && toHex(response) };
    return [{ opcode, ...bytes, requestLengthBytes, returnCode, responseLengthBytes }];
  });

describe('a log has the commands of its recording, in the same order', () => {
  it.each(LOGS)('$log', ({ log, recording, cci }) => {
    const read = readTrace(readBundled(log));
    expect(read.issues).toEqual([]);
    const told = commands(read.events, cci);
    expect(told).toEqual(commands(readTrace(readBundled(recording)).events, cci));
    expect(told.length).toBeGreaterThan(9);
  });

  it('has the steps of the clock', () => {
    const steps = (name: string) =>
      readTrace(readBundled(name)).events.flatMap((event) =>
        event.kind === 'clock' ? [[event.advanceNs, event.virtualNs]] : [],
      );
    expect(steps(LOGS[0].log)).toEqual(steps(LOGS[0].recording));
  });
});
