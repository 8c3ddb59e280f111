/** The bytes of a stream that have come in and are not used up yet: for binary formats that are read record by record. */
export class ByteQueue {
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  private dropped = 0;

  push(chunk: Uint8Array): void {
    // The chunk's memory is the sender's: what stays must be a copy.
    this.bytes = Buffer.concat([this.bytes.subarray(this.at), chunk]);
    this.at = 0;
  }

  get length(): number {
    return this.bytes.length - this.at;
  }

  /** Where the next byte stands in the stream. */
  get offset(): number {
    return this.dropped;
  }

  /** The next bytes without using them up; fewer where there are fewer. */
  peek(length: number): Buffer {
    return this.bytes.subarray(this.at, this.at + length);
  }

  drop(length: number): void {
    const used = Math.min(length, this.length);
    this.at += used;
    this.dropped += used;
  }

  take(length: number): Buffer {
    const taken = this.peek(length);
    this.drop(length);
    return taken;
  }
}
