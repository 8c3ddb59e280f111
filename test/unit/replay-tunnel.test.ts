import { describe, expect, it } from 'vitest';
import { fromHex } from '../../src/base/hex.js';
import type { Profile } from '../../src/device/profile.js';
import { qemu100 } from '../../src/profiles/qemu-10.0.js';
import { qemu102 } from '../../src/profiles/qemu-10.2.js';
import { replayEvent, startReplay } from '../../src/replay/replay.js';
import type { MailboxEvent, RecordedAnswer, Tunnel } from '../../src/trace/events.js';
import { TEST_DEVICE } from '../engine.js';

const bytes = (hex: string) => fromHex(hex) ?? new Uint8Array();

/** Get Response Message Limit through the tunnel, as recorded. */
const REQUEST = '00000c00000000030000000000000000';
const event = (outer: [number | null, string | null], inner: [number, string] | null): MailboxEvent => {
  const answer: RecordedAnswer | null =
    inner === null
      ? null
      : { returnCode: inner[0], response: bytes(inner[1]), responseLengthBytes: inner[1].length / 2 };
  const tunnel: Tunnel = {
    request: bytes(REQUEST),
    returnCode: outer[0],
    response: outer[1] === null ? null : bytes(outer[1]),
  };
  return {
    kind: 'mailbox',
    seq: 1,
    line: 2,
    timeNs: null,
    cci: 'fm',
    opcode: 0x0003,
    request: new Uint8Array(),
    requestLengthBytes: 0,
    answer,
    tunnel,
  };
};

const play = (profile: Profile, recorded: MailboxEvent) =>
  replayEvent(profile, startReplay({ ...TEST_DEVICE, behindSwitch: true }), recorded).comparison;

const paths = (profile: Profile, recorded: MailboxEvent) => play(profile, recorded).mismatches.map(({ path }) => path);

describe('a record with a tunnel', () => {
  it('matches where both answers are what the device gives', () => {
    const recorded = event([0, '0d00000001000003000100000000000009'], [0, '09']);
    expect(play(qemu102, recorded).verdict).toBe('matched');
  });

  it('differs in the inner answer, and in the outer one that carries it', () => {
    const recorded = event([0, '0d0000000100000300010000000000000a'], [0, '0a']);
    expect(paths(qemu102, recorded)).toEqual(['response.responseMessageLimitLog2', 'tunnel.response.payload']);
  });

  it('differs in the return code where the device has no such command', () => {
    const recorded = event([0, '0d00000001000003000100000000000009'], [0, '09']);
    expect(paths(qemu100, recorded)).toContain('returnCode');
    expect(paths(qemu100, recorded)).toContain('tunnel.response.message.returnCode');
  });

  it('differs in the tunnel where the recording says that it refused', () => {
    expect(paths(qemu102, event([2, ''], null))).toEqual(['tunnel.returnCode', 'tunnel.responseLength']);
  });

  it('says nothing where no answer came', () => {
    expect(play(qemu102, event([null, null], null)).verdict).toBe('silent');
  });
});
