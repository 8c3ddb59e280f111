import type { MailboxEvent, RecordedAnswer } from '../trace/events.js';

/**
 * The fast way of a recording's most common line: a mailbox record whose keys stand in the usual order, read from the
 * bytes without a string or an object between. Anything unusual is left to the general reader.
 */

const QUOTE = 34;
const COMMA = 44;
const BRACE = 125;

/** A wider one is a mistake, which the general reader names. */
const RETURN_CODE_MAX = 0xffff;

const key = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const KIND = key('{"kind":"mailbox","seq":');
const TIME = key(',"timeNs":');
const OPCODE = key(',"opcode":"0x');
const REQUEST = key('","request":"');
const RETURN_CODE = key('","returnCode":');
const RESPONSE = key(',"response":"');
const BACKGROUND_TRUE = key('","background":true}');
const BACKGROUND_FALSE = key('","background":false}');

/** Nibbles by ASCII code, lower case only as recordings are written; 255 is no digit. */
const NIBBLE = new Uint8Array(256).fill(255);
for (let digit = 0; digit < 10; digit++) NIBBLE[48 + digit] = digit;
for (let digit = 10; digit < 16; digit++) NIBBLE[87 + digit] = digit;

const SLAB_BYTES = 1 << 18;

const NOTHING = new Uint8Array();

/** Reads mailbox lines; payloads share slabs, so that a line costs no allocation of its own. */
export class MailboxLineReader {
  private slab = new Uint8Array(SLAB_BYTES);
  private used = 0;
  private at = 0;

  /** The event of the line at `bytes[start, end)`, or null where the general reader must look at it. */
  read(bytes: Buffer, start: number, end: number, line: number): MailboxEvent | null {
    this.at = start;
    if (!this.skip(bytes, KIND)) return null;
    const seq = this.digits(bytes);
    if (seq < 0 || !this.skip(bytes, TIME)) return null;
    const timeNs = this.digits(bytes);
    if (timeNs < 0 || !this.skip(bytes, OPCODE)) return null;
    const opcode = this.opcode(bytes);
    if (opcode < 0 || !this.skip(bytes, REQUEST)) return null;
    this.room((end - start) >> 1);
    const request = this.hex(bytes, end);
    if (request === null || !this.skip(bytes, RETURN_CODE)) return null;
    const returnCode = this.digits(bytes);
    if (returnCode < 0 || returnCode > RETURN_CODE_MAX || !this.skip(bytes, RESPONSE)) return null;
    const response = this.hex(bytes, end);
    if (response === null) return null;
    const background = this.skip(bytes, BACKGROUND_TRUE);
    if ((!background && !this.skip(bytes, BACKGROUND_FALSE)) || this.at !== end) return null;
    const answer: RecordedAnswer = { returnCode, response, responseLengthBytes: response.length, background };
    return {
      kind: 'mailbox',
      seq,
      line,
      timeNs: BigInt(timeNs),
      cci: 'primary',
      opcode,
      request,
      requestLengthBytes: request.length,
      answer,
    };
  }

  private skip(bytes: Buffer, expected: Uint8Array): boolean {
    const at = this.at;
    for (let index = 0; index < expected.length; index++) if (bytes[at + index] !== expected[index]) return false;
    this.at = at + expected.length;
    return true;
  }

  /** A whole number below 2^53, or -1. */
  private digits(bytes: Buffer): number {
    const from = this.at;
    let value = 0;
    for (let byte = bytes[this.at] ?? 0; byte >= 48 && byte <= 57; byte = bytes[++this.at] ?? 0)
      value = value * 10 + byte - 48;
    const length = this.at - from;
    const isPlain = length > 0 && length <= 15 && (length === 1 || bytes[from] !== 48);
    const next = bytes[this.at];
    return isPlain && (next === COMMA || next === BRACE) ? value : -1;
  }

  private opcode(bytes: Buffer): number {
    let value = 0;
    for (let index = 0; index < 4; index++) {
      const nibble = NIBBLE[bytes[this.at + index] ?? 0] ?? 255;
      if (nibble > 15) return -1;
      value = (value << 4) | nibble;
    }
    this.at += 4;
    return value;
  }

  /** The bytes up to the closing quote, or null where a character is no hex digit or the line ends before. */
  private hex(bytes: Buffer, end: number): Uint8Array | null {
    const { slab } = this;
    const from = this.used;
    let at = this.at;
    let out = from;
    while (bytes[at] !== QUOTE) {
      if (at >= end) return null;
      const high = NIBBLE[bytes[at] as number] as number;
      const low = NIBBLE[bytes[at + 1] as number] as number;
      if (!((high | low) <= 15)) return null;
      slab[out++] = (high << 4) | low;
      at += 2;
    }
    this.at = at;
    this.used = out;
    return out === from ? NOTHING : slab.subarray(from, out);
  }

  private room(bytes: number): void {
    if (this.used + bytes <= this.slab.length) return;
    this.slab = new Uint8Array(Math.max(SLAB_BYTES, bytes));
    this.used = 0;
  }
}
