/** An access as its line shows it: the value in two halves of 32 bits. */
export interface RegisterValue {
  readonly low: number;
  readonly high: number;
  readonly size: number;
}

/** What reads of any width have shown of a 64-bit register. */
export class RegisterBytes {
  private low = 0;
  private high = 0;
  /** A bit for each byte. */
  private known = 0;

  /** Takes a read at `offset`; false where it shows a byte again, which a second look at the register does. */
  take(offset: number, { low, high, size }: RegisterValue): boolean {
    const mask = ((1 << size) - 1) << offset;
    if ((this.known & mask) !== 0 || mask > 0xff) return false;
    this.known |= mask;
    const shift = 8 * (offset & 3);
    const own = size >= 4 ? low : low & ((1 << (8 * size)) - 1);
    if (offset >= 4) this.high |= own << shift;
    else this.low |= own << shift;
    if (size === 8) this.high = high;
    return true;
  }

  /** The 16 bits from the even byte `offset` on; null where a read has not shown both bytes. */
  u16(offset: number): number | null {
    if (((this.known >> offset) & 3) !== 3) return null;
    return ((offset >= 4 ? this.high : this.low) >>> (8 * (offset & 3))) & 0xffff;
  }

  /** Byte `offset`; 0 where no read has shown it. */
  byte(offset: number): number {
    return ((offset >= 4 ? this.high : this.low) >>> (8 * (offset & 3))) & 0xff;
  }

  get isEmpty(): boolean {
    return this.known === 0;
  }
}
