import { QemuPrefix } from '../readers/qemu-prefix.js';
import { MmioLine } from './mmio-line.js';

/** More bytes than any line of a register access has. */
const LINE_BYTES_MAX = 512;

const NEWLINE = 10;

/** Finds register accesses in a log's bytes, with the prefix that QEMU may put before them. */
export class MmioScanner {
  readonly access = new MmioLine();
  readonly prefix = new QemuPrefix();
  private readonly scratch = Buffer.alloc(2 * LINE_BYTES_MAX);

  /**
   * Reads the line that begins at `start`, where it stands. Returns the offset of its line end; -1 where it is another
   * line or comes too near to the bytes' end. (Reading past their end is no fault, but makes all later reading slow.)
   */
  take(bytes: Uint8Array, start: number): number {
    if (start + LINE_BYTES_MAX > bytes.length) return -1;
    return this.access.read(bytes, this.prefix.read(bytes, start));
  }

  /** Reads the whole line at `bytes[start, end)`. Returns whether it is an access; its prefix is read in any case. */
  read(bytes: Buffer, start: number, end: number): boolean {
    const length = Math.min(end - start, LINE_BYTES_MAX);
    bytes.copy(this.scratch, 0, start, start + length);
    this.scratch[length] = NEWLINE;
    const at = this.prefix.read(this.scratch, 0);
    return length === end - start && this.access.read(this.scratch, at) === length;
  }
}
