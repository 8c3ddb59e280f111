import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/layout/message.js';
import { toJson } from '../../src/layout/to-json.js';
import { uuidBytes } from '../../src/layout/uuid.js';
import { mailboxCommands } from '../../src/mailbox/index.js';
import { EVENT_RECORD_TYPES } from '../../src/protocol/event-records.js';
import { holds, titled } from './law.js';

/** Each of many layouts is tried so often. */
const RUNS = 40;

type AnyMessage = Message<unknown>;

const messages = [...mailboxCommands.values()].flatMap(({ key, request, response }) => [
  { name: `${key} request`, message: request },
  { name: `${key} response`, message: response },
]);

/** The sizes up to a few list elements or rest bytes that a payload of the layout may have. */
const lengthsOf = (message: AnyMessage): readonly number[] =>
  Array.from({ length: message.isFixed ? 1 : 300 }, (_, more) => message.sizeBytes + more).filter(message.accepts);

const knownTypes = Object.values(EVENT_RECORD_TYPES).map(({ uuid }) => uuidBytes(uuid) as Uint8Array);

/** Random bytes would never hit a record type that is known: puts one wherever the layout has one. */
function withKnownTypes(message: AnyMessage, payload: Uint8Array, choice: number): Uint8Array {
  for (let at = 0; at + 16 <= payload.length; ) {
    const leaf = message.locate(payload, at);
    const type = knownTypes[(choice + at) % (knownTypes.length + 1)];
    if (leaf.path.endsWith('recordType') && leaf.offsetBytes === at && type !== undefined) payload.set(type, at);
    at = leaf.offsetBytes + leaf.sizeBytes;
  }
  return payload;
}

/** Payloads of acceptable length: random bytes, few bits set, or all of them, with known record types among them. */
const payloadsOf = (message: AnyMessage): fc.Arbitrary<Uint8Array> =>
  fc.constantFrom(...lengthsOf(message)).chain((length) => {
    const exactly = { minLength: length, maxLength: length };
    return fc
      .tuple(
        fc.oneof(
          fc.uint8Array(exactly),
          fc.uint8Array({ ...exactly, max: 1 }),
          fc.constant(new Uint8Array(length).fill(0xff)),
        ),
        fc.nat(),
      )
      .map(([payload, choice]) => withKnownTypes(message, Uint8Array.from(payload), choice));
  });

/** The payload that has every bit set that its layout has a name for, with counts that are true. */
const full = (message: AnyMessage, length: number, choice: number): Uint8Array =>
  message.encode(message.decode(withKnownTypes(message, new Uint8Array(length).fill(0xff), choice)));

describe.each(messages)(titled('$name'), ({ message }) => {
  it('decodes what it encoded', () => {
    holds(
      payloadsOf(message),
      (payload) => {
        const value = message.decode(payload);
        const encoded = message.encode(value);
        expect(message.accepts(encoded.length)).toBe(true);
        expect(message.decode(encoded)).toEqual(value);
        expect(message.encode(message.decode(encoded))).toEqual(encoded);
        expect(message.oddities(encoded).filter(({ code }) => code !== 'reserved-bits-set')).toEqual([]);
      },
      RUNS,
    );
  });

  it('decodes to null where bytes are missing, and never throws', () => {
    holds(fc.uint8Array({ maxLength: message.sizeBytes + 200 }), (payload) => {
      expect(message.decode(payload) === null).toBe(payload.length < message.sizeBytes);
      message.oddities(payload);
    });
  });

  it('names every byte of what it encoded', () => {
    holds(
      payloadsOf(message),
      (payload) => {
        const encoded = message.encode(message.decode(payload));
        for (let at = 0; at < encoded.length; at++) {
          const leaf = message.locate(encoded, at);
          expect(leaf.path, `byte ${at}`).not.toBe('');
          expect(leaf.offsetBytes, leaf.path).toBeLessThanOrEqual(at);
          expect(leaf.offsetBytes + leaf.sizeBytes, leaf.path).toBeGreaterThan(at);
        }
      },
      10,
    );
  });

  it('loses no bit in silence', () => {
    const lengths = lengthsOf(message);
    for (const [choice, length] of [lengths[0], lengths[1], lengths[2]].entries()) {
      if (length === undefined) continue;
      const base = full(message, length, choice);
      for (let bit = 0; bit < base.length * 8; bit++) {
        const payload = Uint8Array.from(base);
        payload[bit >> 3] = (payload[bit >> 3] as number) ^ (1 << (bit & 7));
        const survives = Buffer.compare(message.encode(message.decode(payload)), payload) === 0;
        const isNamed = message.oddities(payload).length > 0;
        expect(survives || isNamed, `bit ${bit & 7} of byte ${bit >> 3}: ${message.locate(base, bit >> 3).path}`).toBe(
          true,
        );
      }
    }
  });

  it('reads as a person would write it what it prints', () => {
    holds(
      payloadsOf(message),
      (payload) => {
        const value = message.decode(payload);
        const reports: string[] = [];
        const printed = JSON.parse(
          JSON.stringify(toJson(value), (_, part) => (typeof part === 'bigint' ? `0x${part.toString(16)}` : part)),
        );
        const read = message.fromWritten(printed, (path, text) => reports.push(`${path}: ${text}`));
        expect(reports).toEqual([]);
        expect(message.encode(read)).toEqual(message.encode(value));
      },
      RUNS,
    );
  });
});
