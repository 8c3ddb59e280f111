/**
 * Hands out zeroed bytes from larger blocks: an allocation of its own costs more than filling it, from about 64 bytes
 * on. A stretch is handed out once and belongs to who took it; a block lives as long as any of its stretches.
 */
export class Slab {
  bytes: Uint8Array;
  view: DataView;
  private used = 0;

  constructor(private readonly blockBytes: number) {
    this.bytes = new Uint8Array(blockBytes);
    this.view = new DataView(this.bytes.buffer);
  }

  /** The offset in `bytes` and `view` from which on `length` bytes are the caller's, until the next call. */
  take(length: number): number {
    if (this.used + length > this.bytes.length) {
      this.bytes = new Uint8Array(Math.max(this.blockBytes, length));
      this.view = new DataView(this.bytes.buffer);
      this.used = 0;
    }
    const start = this.used;
    this.used += length;
    return start;
  }
}
