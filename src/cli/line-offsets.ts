const NEWLINE = 10;
const EVERY = 64;

/** Where a line begins. */
export interface LineStart {
  readonly line: number;
  readonly byte: number;
}

/** Where every 64th line of a file begins, noted as the file goes by. */
export class LineOffsets {
  private starts = new Float64Array(1024);
  /** Lines begun: the first begins with the file. */
  private lines = 1;
  private bytes = 0;

  push(chunk: Uint8Array): void {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = buffer.indexOf(NEWLINE); at >= 0; at = buffer.indexOf(NEWLINE, at + 1)) {
      this.lines++;
      if ((this.lines - 1) % EVERY === 0) this.note(this.bytes + at + 1);
    }
    this.bytes += chunk.length;
  }

  /** The last noted line that is not after this one. */
  before(line: number): LineStart {
    const slot = Math.floor((line - 1) / EVERY);
    return { line: slot * EVERY + 1, byte: this.starts[slot] ?? 0 };
  }

  /** The first noted line that is after this one, or the end of what went by. */
  after(line: number): LineStart {
    const slot = Math.floor((line - 1) / EVERY) + 1;
    const isNoted = slot * EVERY + 1 <= this.lines;
    return { line: slot * EVERY + 1, byte: isNoted ? (this.starts[slot] ?? this.bytes) : this.bytes };
  }

  private note(byte: number): void {
    const slot = (this.lines - 1) / EVERY;
    if (slot >= this.starts.length) {
      const next = new Float64Array(this.starts.length * 2);
      next.set(this.starts);
      this.starts = next;
    }
    this.starts[slot] = byte;
  }
}
