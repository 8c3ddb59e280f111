/** Where a register block stands, in bytes from the start of the device's register space. */
export interface BlockPlace {
  readonly offset: number;
  readonly lengthBytes: number;
}

/** Capability ids (CXL 3.1 8.2.8.2.1): device status, primary mailbox, memory device status. */
export const DEVICE_STATUS_ID = 1;
export const MAILBOX_ID = 2;
export const MEMORY_DEVICE_ID = 0x4000;

/** Bytes of an entry: id and version, offset, length, reserved. */
const ENTRY_BYTES = 16;

/** The array's own header, at its beginning, has id 0 and version 1 (CXL 3.1 8.2.8.1). */
export const ARRAY_HEADER = 0x0001_0000;

/** The capability array as far as a log shows reads of it: it says where each register block stands. */
export class CapabilityArray {
  private readonly dwords = new Map<number, number>();

  /** Takes what was read at `offset`: accesses of 4 and 8 bytes; narrower ones do not show an entry. */
  read(
    offset: number,
    { size, low, high }: { readonly size: number; readonly low: number; readonly high: number },
  ): void {
    if (size < 4 || offset % 4 !== 0) return;
    this.dwords.set(offset, low >>> 0);
    if (size === 8) this.dwords.set(offset + 4, high >>> 0);
  }

  /** The place of the block with that id; null where its entry was not read. The length is 0 where it was not. */
  place(id: number): BlockPlace | null {
    for (const [at, dword] of this.dwords) {
      if (at === 0 || at % ENTRY_BYTES !== 0 || (dword & 0xffff) !== id) continue;
      const offset = this.dwords.get(at + 4);
      if (offset !== undefined && offset > 0) return { offset, lengthBytes: this.dwords.get(at + 8) ?? 0 };
    }
    return null;
  }
}
