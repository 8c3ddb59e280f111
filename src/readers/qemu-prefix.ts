const AT = 64;
const DOT = 46;
const COLON = 58;

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/**
 * The `<thread>@<seconds>.<microseconds>:` that QEMU's log backend puts before trace events: always in older versions,
 * with `-msg timestamp=on` in newer ones. The time is parsed only where someone asks for it.
 */
export class QemuPrefix {
  private bytes: Uint8Array = new Uint8Array();
  private secondsAt = -1;
  private thread = 0;
  private length = 0;

  /** The offset behind the prefix of the line that begins at `start`; `start` where it has none. */
  read(bytes: Uint8Array, start: number): number {
    this.bytes = bytes;
    // Most lines have the prefix's shape in common with the line before.
    if (
      this.length > 0 &&
      bytes[start + this.thread] === AT &&
      bytes[start + this.length - 1] === COLON &&
      bytes[start + this.length - 8] === DOT
    ) {
      this.secondsAt = start + this.thread + 1;
      return start + this.length;
    }
    this.secondsAt = -1;
    let at = digits(bytes, start);
    if (at === start || bytes[at] !== AT) return start;
    const thread = at - start;
    at = digits(bytes, at + 1);
    if (bytes[at] !== DOT || !isDigit(bytes[at + 6]) || bytes[at + 7] !== COLON) return start;
    this.secondsAt = start + thread + 1;
    this.thread = thread;
    this.length = at + 8 - start;
    return at + 8;
  }

  /** Bytes of the last line's prefix; 0 where it had none. */
  get bytesLong(): number {
    return this.secondsAt < 0 ? 0 : this.length;
  }

  /** Microseconds since the epoch that the last prefix shows; null where the line had none. */
  get epochMicros(): number | null {
    if (this.secondsAt < 0) return null;
    let micros = 0;
    for (let at = this.secondsAt; this.bytes[at] !== COLON; at++) {
      const byte = this.bytes[at];
      if (byte === DOT) continue;
      if (byte === undefined || byte < 48 || byte > 57) return null;
      micros = micros * 10 + byte - 48;
    }
    return Number.isSafeInteger(micros) ? micros : null;
  }
}

function digits(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(bytes[at])) at++;
  return at;
}
