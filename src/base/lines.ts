const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** A line as bytes: valid only during the call, since the buffer is used again. */
export type LineSink = (bytes: Buffer, start: number, end: number, line: number, byteOffset: number) => void;

/** Called for a line that is longer than allowed; its bytes are skipped, not kept. */
export type LongLineSink = (line: number, byteOffset: number, lengthBytes: number) => void;

/**
 * Reads the line that begins at `start` and finds its end by itself; -1 where it does not know the line or its end is
 * not within the bytes: then the line is split and given to the line sink.
 */
export type LineTaker = (bytes: Buffer, start: number, line: number, byteOffset: number) => number;

/**
 * Splits a stream of chunks into lines without strings. Memory is bounded by the longest line allowed; a line end may
 * be LF or CRLF and the last line may lack one.
 */
export class LineSplitter {
  private carry: Buffer[] = [];
  private carryBytes = 0;
  private line = 1;
  private offset = 0;

  constructor(
    private readonly onLine: LineSink,
    private readonly onLongLine: LongLineSink,
    private readonly lineBytesMax: number,
    /** For the most common line of a format, whose end its reader finds faster than a search does. */
    private readonly take: LineTaker | null = null,
  ) {}

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    if (this.carryBytes > 0) {
      const end = bytes.indexOf(NEWLINE);
      if (end < 0) {
        this.keep(bytes);
        return;
      }
      this.keep(bytes.subarray(0, end));
      this.flush();
      start = end + 1;
    }
    for (;;) {
      start = this.taken(bytes, start);
      const end = bytes.indexOf(NEWLINE, start);
      if (end < 0) break;
      this.emit(bytes, start, end);
      start = end + 1;
    }
    if (start < bytes.length) this.keep(bytes.subarray(start));
  }

  /** Gives lines to the taker as long as it knows them; returns where the first other one begins. */
  private taken(bytes: Buffer, from: number): number {
    let start = from;
    if (this.take === null) return start;
    for (let end = start; start < bytes.length; start = end + 1) {
      end = this.take(bytes, start, this.line, this.offset);
      if (end < 0) break;
      this.line++;
      this.offset += end - start + 1;
    }
    return start;
  }

  /** Emits a last line that has no line end. */
  end(): void {
    if (this.carryBytes > 0) this.flush();
  }

  /** Whether the last line that was emitted had no line end. */
  get isMidLine(): boolean {
    return this.carryBytes > 0;
  }

  private keep(bytes: Buffer): void {
    this.carryBytes += bytes.length;
    // Past the limit only the length is of interest.
    if (this.carryBytes <= this.lineBytesMax) this.carry.push(Buffer.from(bytes));
    else this.carry = [];
  }

  private flush(): void {
    const lengthBytes = this.carryBytes;
    const whole = this.carry.length === 1 ? (this.carry[0] as Buffer) : Buffer.concat(this.carry);
    this.carry = [];
    this.carryBytes = 0;
    if (lengthBytes <= this.lineBytesMax) {
      this.emit(whole, 0, whole.length);
      return;
    }
    this.onLongLine(this.line++, this.offset, lengthBytes);
    this.offset += lengthBytes + 1;
  }

  private emit(bytes: Buffer, start: number, end: number): void {
    const stop = end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    if (end - start > this.lineBytesMax) this.onLongLine(this.line, this.offset, end - start);
    else this.onLine(bytes, start, stop, this.line, this.offset);
    this.line++;
    this.offset += end - start + 1;
  }
}
