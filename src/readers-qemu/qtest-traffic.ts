import type { EventQueue } from '../readers/event-queue.js';
import type { LineStand } from '../readers/line-clock.js';
import { DEFAULT_DEVICE, type DeviceDescription } from '../trace/header.js';
import { MailboxFinder } from './mailbox-finder.js';
import { MmioDevices } from './mmio-devices.js';
import { MmioLine } from './mmio-line.js';
import type { QtestAccess } from './qtest-line.js';

/** The widest access that a register takes. */
const WORD_BYTES = 8;

/** Hands what a test did to the guest's memory to the mailboxes there, wherever they stand. */
export class QtestTraffic {
  private readonly finder = new MailboxFinder();
  private readonly mmio: MmioDevices;
  private stand: LineStand = { line: 1, timeNs: null };

  constructor(queue: EventQueue, onUnknownCommand: (line: number) => void) {
    const stand = () => this.stand;
    const clock: LineStand = {
      get line() {
        return stand().line;
      },
      get timeNs() {
        return stand().timeNs;
      },
    };
    this.mmio = new MmioDevices({ clock, queue, onUnknownCommand: () => onUnknownCommand(clock.line) });
  }

  /** One access of the test; a stretch is taken apart into accesses that registers can take. */
  access({ address, written, isSingle }: QtestAccess, bytes: Uint8Array, stand: LineStand): void {
    const isWrite = written !== null;
    if (isSingle) {
      this.single(accessOf(isWrite, address, bytes), stand);
      return;
    }
    for (let at = 0; at < bytes.length; ) {
      const start = address + BigInt(at);
      const size = widest(Number(start % BigInt(WORD_BYTES)), bytes.length - at);
      this.single(accessOf(isWrite, start, bytes.subarray(at, at + size)), stand);
      at += size;
    }
  }

  /** Ends the commands that are open; `livedAfter` tells whether QEMU is known to have lived on after that line. */
  end(livedAfter: (line: number) => boolean): void {
    this.mmio.end(livedAfter);
  }

  devices(): readonly DeviceDescription[] {
    const behindSwitch = this.mmio.hasSwitch;
    const shown = this.mmio.mailboxAddresses.map((mailboxAddress) => ({
      ...DEFAULT_DEVICE,
      behindSwitch,
      mailboxAddress,
    }));
    return shown.length > 0 ? shown : [{ ...DEFAULT_DEVICE, behindSwitch }];
  }

  private single(access: MmioLine, stand: LineStand): void {
    const base = this.mmio.covers(access.address) ? null : this.finder.look(access, stand);
    if (base === null) this.take(access, stand);
    else {
      this.mmio.assume(base);
      for (const before of this.finder.recall())
        if (this.mmio.covers(before.access.address)) this.take(before.access, before.stand);
    }
  }

  private take(access: MmioLine, stand: LineStand): void {
    this.stand = stand;
    this.mmio.access(access);
  }
}

/** The largest power of two that is aligned there and fits. */
function widest(misalignment: number, rest: number): number {
  let size = WORD_BYTES;
  while (misalignment % size !== 0 || size > rest) size /= 2;
  return size;
}

function accessOf(isWrite: boolean, address: bigint, bytes: Uint8Array): MmioLine {
  const value = Buffer.alloc(WORD_BYTES);
  value.set(bytes);
  const access = new MmioLine();
  access.isWrite = isWrite;
  access.size = bytes.length;
  access.region = 'nameless';
  access.low = value.readInt32LE(0);
  access.high = value.readInt32LE(4);
  access.addressLow = Number(address & 0xffff_ffffn) | 0;
  access.addressHigh = Number((address >> 32n) & 0xffff_ffffn) | 0;
  return access;
}
