/** Which of a CXL device's register blocks a line is about, by the name of QEMU's memory region. */
export type RegionName = 'mailbox' | 'device-status' | 'memory device caps' | 'cap-array' | 'other' | 'nameless';

/** Hex digits by ASCII code; 255 is none. Past the end the lookup is undefined, which every comparison refuses. */
const NIBBLE = new Uint8Array(256).fill(255);
for (let digit = 0; digit < 10; digit++) NIBBLE[48 + digit] = digit;
for (let digit = 10; digit < 16; digit++) NIBBLE[87 + digit] = NIBBLE[55 + digit] = digit;

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const BLANK = 32;
const QUOTE = 39;
const MINUS = 45;
const LETTER_A = 97;
const LETTER_M = 109;
const LETTER_N = 110;
const LETTER_R = 114;
const LETTER_S = 115;
const LETTER_V = 118;
const LETTER_W = 119;
const LETTER_X = 120;
const UNDERSCORE = 95;

/** Lengths of the line's words: `memory_region_ops_`, and what stands before the next number. */
const EVENT_BYTES = 18;
const READ_BYTES = 9;
const WRITE_BYTES = 10;
const POINTER_BYTES = 6;
const ADDRESS_BYTES = 8;
const VALUE_BYTES = 9;
const SIZE_BYTES = 6;
const NAME_BYTES = 7;

/** Digits of 32 bits. */
const WORD_DIGITS = 8;

/** Longer names are no region's. */
const NAME_BYTES_MAX = 128;

/** The regions of a CXL device by their names' bytes. */
const MAILBOX = Buffer.from('mailbox' satisfies RegionName);
const DEVICE_STATUS = Buffer.from('device-status' satisfies RegionName);
const MEMORY_DEVICE = Buffer.from('memory device caps' satisfies RegionName);
const CAPABILITIES = Buffer.from('cap-array' satisfies RegionName);

/**
 * A line of `-trace memory_region_ops_read` or `_write`, scanned as bytes: no string and no object is made for a line,
 * and of each word only what tells it from others is looked at. A write is traced before the device acts, a read after.
 */
export class MmioLine {
  isWrite = false;
  size = 0;
  region: RegionName = 'nameless';
  /** Each number's lower and upper 32 bits, as signed integers. The value read or written: */
  low = 0;
  high = 0;
  /** Guest-physical. */
  addressLow = 0;
  addressHigh = 0;
  /** The last characters of the pointer: enough to see that a region is another one than that of the line before. */
  pointerTail = 0;
  private bytes: Uint8Array = new Uint8Array();
  private pointerAt = 0;
  private pointerDigits = 0;

  /**
   * Reads the line whose event name begins at `start`. Returns the offset of its line end; -1 where the bytes are no
   * such line or not a whole one with its line end.
   */
  read(bytes: Uint8Array, start: number): number {
    if (bytes[start] !== LETTER_M || bytes[start + EVENT_BYTES - 1] !== UNDERSCORE) return -1;
    let at = start + EVENT_BYTES;
    const verb = bytes[at];
    if ((verb !== LETTER_R && verb !== LETTER_W) || bytes[start + 6] !== UNDERSCORE) return -1;
    this.isWrite = verb === LETTER_W;
    at += this.isWrite ? WRITE_BYTES : READ_BYTES;
    if (bytes[at - 1] !== BLANK) return -1;
    // The processor's number; -1 where no processor did it.
    if (bytes[at] === MINUS) at++;
    while ((NIBBLE[bytes[at] as number] as number) < 10) at++;
    if (!opens(bytes, at, LETTER_M, POINTER_BYTES)) return -1;
    this.bytes = bytes;
    this.pointerAt = at + POINTER_BYTES;
    // Pointers are as long as the one before, but for a few: whoever needs one reads its digits.
    at = this.pointerAt + this.pointerDigits;
    if (!opens(bytes, at, LETTER_A, ADDRESS_BYTES)) {
      at = this.number(bytes, this.pointerAt);
      this.pointerDigits = at - this.pointerAt;
      if (!opens(bytes, at, LETTER_A, ADDRESS_BYTES)) return -1;
    }
    this.pointerTail = tail(bytes, at);
    at = this.number(bytes, at + ADDRESS_BYTES);
    this.addressLow = this.low;
    this.addressHigh = this.high;
    if (!opens(bytes, at, LETTER_V, VALUE_BYTES)) return -1;
    at = this.number(bytes, at + VALUE_BYTES);
    if (bytes[at] !== BLANK || bytes[at + 1] !== LETTER_S || bytes[at + SIZE_BYTES - 1] !== BLANK) return -1;
    const size = (bytes[at + SIZE_BYTES] as number) - 48;
    if (size !== 4 && size !== 8 && size !== 1 && size !== 2) return -1;
    this.size = size;
    return this.name(bytes, at + SIZE_BYTES + 1);
  }

  /**
   * The memory region's place in QEMU, in hex digits: tells regions apart wherever the guest sees them. Only for the line
   * that was read last, while its bytes are there.
   */
  get pointer(): string {
    return Buffer.from(this.bytes.subarray(this.pointerAt, this.pointerAt + this.pointerDigits)).toString('latin1');
  }

  get address(): number {
    return (this.addressHigh >>> 0) * 0x1_0000_0000 + (this.addressLow >>> 0);
  }

  /** The value as one number. */
  get whole(): bigint {
    const low = BigInt(this.low >>> 0);
    return this.high === 0 ? low : (BigInt(this.high >>> 0) << 32n) | low;
  }

  /** Reads hex digits into `low` and `high`; returns where they end. */
  private number(bytes: Uint8Array, from: number): number {
    let at = from;
    let low = 0;
    for (let digit = NIBBLE[bytes[at] as number] as number; digit < 16; digit = NIBBLE[bytes[++at] as number] as number)
      low = (low << 4) | digit;
    this.low = low;
    this.high = 0;
    if (at - from > WORD_DIGITS) this.high = upperWord(bytes, from, at - WORD_DIGITS);
    return at;
  }

  /** The region's name, which older versions do not print, and the line's end. */
  private name(bytes: Uint8Array, at: number): number {
    const from = at + NAME_BYTES;
    if (bytes[at] !== BLANK || bytes[at + 1] !== LETTER_N || bytes[from - 1] !== QUOTE) {
      this.region = 'nameless';
      return lineEnd(bytes, at);
    }
    // By far the most common.
    if (bytes[from + MAILBOX.length] === QUOTE && stands(MAILBOX, bytes, from)) {
      this.region = 'mailbox';
      return lineEnd(bytes, from + MAILBOX.length + 1);
    }
    let close = from + 1;
    while (bytes[close] !== QUOTE) {
      if (bytes[close] === NEWLINE || close - from > NAME_BYTES_MAX) return -1;
      close++;
    }
    this.region = regionOf(bytes, from, close - from);
    return lineEnd(bytes, close + 1);
  }
}

/** The region by its name; its length and first letter tell it from most others. */
function regionOf(bytes: Uint8Array, from: number, length: number): RegionName {
  if (length === 13) return stands(DEVICE_STATUS, bytes, from) ? 'device-status' : 'other';
  if (length === 18) return stands(MEMORY_DEVICE, bytes, from) ? 'memory device caps' : 'other';
  return length === 9 && stands(CAPABILITIES, bytes, from) ? 'cap-array' : 'other';
}

/** The number that the digits at `bytes[start, end)` spell, or its lower 32 bits. */
function upperWord(bytes: Uint8Array, start: number, end: number): number {
  let word = 0;
  for (let at = start; at < end; at++) word = (word << 4) | (NIBBLE[bytes[at] as number] as number);
  return word;
}

/** Whether ` mr 0x`, ` addr 0x` or ` value 0x` stands there: told by its letter and its end. */
const opens = (bytes: Uint8Array, at: number, letter: number, length: number): boolean =>
  bytes[at] === BLANK && bytes[at + 1] === letter && bytes[at + length - 1] === LETTER_X;

/** The four characters before the pointer's last, which is the same for all. */
const tail = (bytes: Uint8Array, end: number): number =>
  ((bytes[end - 5] as number) << 24) |
  ((bytes[end - 4] as number) << 16) |
  ((bytes[end - 3] as number) << 8) |
  (bytes[end - 2] as number);

/** The offset of the line end that follows, blanks aside; -1 where text follows. */
function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  if (bytes[at] === NEWLINE) return at;
  while (bytes[at] === BLANK || bytes[at] === CARRIAGE_RETURN) at++;
  return bytes[at] === NEWLINE ? at : -1;
}

function stands(expected: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < expected.length; index++) if (bytes[at + index] !== expected[index]) return false;
  return true;
}
