import { Slab } from '../base/slab.js';
import type { RegisterValue } from './register-bytes.js';

/** Bytes of the payload area as QEMU has it; the specification allows up to 1 MiB, for which the area grows. */
const USUAL_BYTES = 2048;

const SLAB_BYTES = 1 << 16;

/** Up to here a loop is faster than a view of the bytes. */
const COPIED_BY_HAND = 64;

const EMPTY = new Uint8Array();

/** What a log shows of the mailbox's payload area: requests are written to it, responses read from it. */
export class PayloadArea {
  private bytes = new Uint8Array(USUAL_BYTES);
  private view = new DataView(this.bytes.buffer);
  /** Bytes that the driver read out of turn since the last doorbell. */
  private shown = new Uint8Array(USUAL_BYTES);
  private hasShown = false;
  private touchedBytes = 0;
  private writtenBytes = 0;
  private readBytes = 0;
  /** What stands in the area is not known until the log shows a write or a command. */
  private firstTouched: number | null = Number.POSITIVE_INFINITY;
  private readonly slab = new Slab(SLAB_BYTES);

  write(offset: number, access: RegisterValue): void {
    this.store(offset, access);
    const end = offset + access.size;
    if (end > this.writtenBytes) this.writtenBytes = end;
  }

  /**
   * The request that the device finds: `lengthBytes` of the area, whoever put them there. A length beyond the area is
   * no reason to invent bytes: then only what was written.
   */
  request(lengthBytes: number): Uint8Array {
    return this.copy(lengthBytes <= USUAL_BYTES ? lengthBytes : Math.min(lengthBytes, this.writtenBytes));
  }

  /**
   * Whether the log shows the request: one that begins in the middle of a command may lack the beginning of its payload.
   * Where it shows nothing of the area, that is taken to be zero.
   */
  isShown(lengthBytes: number): boolean {
    const { firstTouched } = this;
    return firstTouched === null || firstTouched === 0 || firstTouched >= lengthBytes;
  }

  /** The device took the command: it clears the area and puts its response there. */
  ring(): void {
    this.bytes.fill(0, 0, this.touchedBytes);
    if (this.hasShown) this.shown.fill(0, 0, this.touchedBytes);
    this.hasShown = false;
    this.firstTouched = null;
    this.touchedBytes = 0;
    this.writtenBytes = 0;
    this.readBytes = 0;
  }

  read(offset: number, access: RegisterValue): void {
    this.store(offset, access);
    const end = offset + access.size;
    if (offset <= this.readBytes) {
      if (end > this.readBytes) this.readBytes = end;
    } else {
      this.hasShown = true;
      this.shown.fill(1, offset, end);
    }
    if (this.hasShown) while (this.shown[this.readBytes] === 1) this.readBytes++;
  }

  /** How many bytes from the start on the driver has read. */
  get responseBytes(): number {
    return this.readBytes;
  }

  response(lengthBytes: number): Uint8Array {
    return this.copy(Math.min(lengthBytes, this.readBytes));
  }

  private copy(length: number): Uint8Array {
    if (length === 0) return EMPTY;
    const start = this.slab.take(length);
    const copied = this.slab.bytes.subarray(start, start + length);
    if (length > COPIED_BY_HAND) copied.set(this.bytes.subarray(0, length));
    else for (let index = 0; index < length; index++) copied[index] = this.bytes[index] as number;
    return copied;
  }

  private store(offset: number, { low, high, size }: RegisterValue): void {
    const end = offset + size;
    if (end > this.bytes.length) this.grow(end);
    if (end > this.touchedBytes) this.touchedBytes = end;
    if (this.firstTouched !== null && offset < this.firstTouched) this.firstTouched = offset;
    const { view } = this;
    if (size === 4) view.setInt32(offset, low, true);
    else if (size === 8) {
      view.setInt32(offset, low, true);
      view.setInt32(offset + 4, high, true);
    } else if (size === 2) view.setInt16(offset, low, true);
    else view.setInt8(offset, low);
  }

  private grow(bytes: number): void {
    const grown = (old: Uint8Array): Uint8Array<ArrayBuffer> => {
      const area = new Uint8Array(Math.max(bytes, 2 * old.length));
      area.set(old);
      return area;
    };
    this.bytes = grown(this.bytes);
    this.view = new DataView(this.bytes.buffer);
    this.shown = grown(this.shown);
  }
}
