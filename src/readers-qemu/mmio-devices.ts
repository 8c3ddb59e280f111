import { ARRAY_HEADER } from './capability-array.js';
import { MailboxTraffic, type TrafficOutput } from './mailbox-traffic.js';
import { type BlockName, MmioDevice } from './mmio-device.js';
import type { MmioLine } from './mmio-line.js';
import { registerEvent } from './register-event.js';

/** A device's registers begin at a multiple of this: a memory BAR is never smaller than a page. */
const PAGE_BYTES = 0x1000;

/** More entries than any array has: a first word that says so is no capability array. */
const ENTRIES_MAX = 64;

/** A place where accesses were seen: a region of QEMU and the stretch of the guest's memory that it covers. */
interface Block {
  readonly name: BlockName;
  readonly pointer: string;
  readonly pointerTail: number;
  readonly device: MmioDevice;
  readonly startLow: number;
  readonly startHigh: number;
  readonly lengthBytes: number;
}

/** Whether it may be this region: told by its name and the end of its pointer. */
const isLikely = (block: Block, { pointerTail, region }: MmioLine): boolean =>
  block.pointerTail === pointerTail && block.name === region;

/** Whether it is this region, whatever the guest's address of it. */
const isRegion = (block: Block, line: MmioLine): boolean => isLikely(block, line) && block.pointer === line.pointer;

/** The access's place in the block; -1 where it is not in it. */
function offsetIn(block: Block, { addressLow, addressHigh }: MmioLine): number {
  if (block.startHigh !== addressHigh) return -1;
  const offset = addressLow - block.startLow;
  return offset < block.lengthBytes ? offset : -1;
}

/** Tells the devices of a log apart and hands each access to the registers that it is about. */
export class MmioDevices {
  private readonly devices: MmioDevice[] = [];
  private blocks: Block[] = [];
  private last: Block | null = null;

  constructor(private readonly out: TrafficOutput) {}

  access(line: MmioLine): void {
    const { last } = this;
    let offset = last !== null && isLikely(last, line) ? offsetIn(last, line) : -1;
    const block = offset >= 0 ? last : this.find(line);
    if (block === null) return;
    if (block !== last) {
      this.last = block;
      offset = offsetIn(block, line);
    }
    if (block.name === 'mailbox') this.trafficOf(block.device).access(offset, line);
    else if (block.name === 'cap-array') this.learn(block.device, offset, line);
    else this.status(block, offset, line);
  }

  /** The addresses of the memory devices' mailboxes, in the order of their first access. */
  get mailboxAddresses(): readonly bigint[] {
    return this.devices.flatMap(({ hasMailbox, traffic }) =>
      hasMailbox && traffic !== null && traffic.isSwitch !== true ? [traffic.mailboxAddress] : [],
    );
  }

  /** Whether an address is one of a register block that is known. */
  covers(address: number): boolean {
    return this.devices.some((device) => device.blockAt(address) !== null);
  }

  /** Takes a device's registers to begin at `base`, with QEMU's own places, where the log does not show what stands where. */
  assume(base: number): void {
    this.add(base, true);
  }

  get hasSwitch(): boolean {
    return this.devices.some(({ traffic }) => traffic?.isSwitch === true);
  }

  /** Ends the commands that are open; `livedAfter` tells whether QEMU is known to have lived on after that line. */
  end(livedAfter: (line: number) => boolean): void {
    for (const { traffic } of this.devices)
      traffic?.end(traffic.unansweredLine === null || livedAfter(traffic.unansweredLine));
  }

  private find(line: MmioLine): Block | null {
    const { region } = line;
    if (region === 'other') return null;
    const { address } = line;
    if (region === 'nameless') return this.findNameless(line, address);
    for (const block of this.blocks) if (isRegion(block, line) && offsetIn(block, line) >= 0) return block;
    const page = address - (address % PAGE_BYTES);
    const moved = this.blocks.find((block) => isRegion(block, line))?.device;
    const device = this.devices.find((each) => this.isWithin(each, address)) ?? moved ?? this.add(page, true);
    // The guest gave the device's registers another address.
    if (device === moved && !this.isWithin(device, address)) {
      device.base = page;
      this.forget(device);
    }
    return device.blockAt(address) === region ? this.remember(device, region, line) : null;
  }

  /** Older versions of QEMU print no names: then the capability array says what stands where. */
  private findNameless(line: MmioLine, address: number): Block | null {
    for (const device of this.devices) {
      const name = device.blockAt(address);
      if (name !== null) return this.block(device, name, line);
    }
    const { isWrite, low, high, size } = line;
    const isHeader = low === ARRAY_HEADER && (size === 4 || (size === 8 && high > 0 && high <= ENTRIES_MAX));
    if (isWrite || address % PAGE_BYTES !== 0 || !isHeader) return null;
    return this.block(this.add(address, false), 'cap-array', line);
  }

  private isWithin(device: MmioDevice, address: number): boolean {
    return (address >= device.base && address < device.base + PAGE_BYTES) || device.blockAt(address) !== null;
  }

  private add(base: number, hasNames: boolean): MmioDevice {
    const device = new MmioDevice(base, hasNames);
    this.devices.push(device);
    return device;
  }

  private remember(device: MmioDevice, name: BlockName, line: MmioLine): Block {
    const block = this.block(device, name, line);
    this.blocks.push(block);
    return block;
  }

  private block(device: MmioDevice, name: BlockName, { pointer, pointerTail }: MmioLine): Block {
    const { offset, lengthBytes } = device.place(name) ?? { offset: 0, lengthBytes: 0 };
    const start = device.base + offset;
    const startHigh = Math.floor(start / 0x1_0000_0000) | 0;
    if (name === 'mailbox') device.hasMailbox = true;
    return { name, pointer, pointerTail, device, startLow: start | 0, startHigh, lengthBytes };
  }

  private forget(device: MmioDevice): void {
    this.blocks = this.blocks.filter((block) => block.device !== device);
    this.last = null;
  }

  /** The array says where the other blocks are: what was thought of them before may be wrong. */
  private learn(device: MmioDevice, offset: number, line: MmioLine): void {
    if (line.isWrite) return;
    device.capabilities.read(offset, line);
    this.forget(device);
  }

  private trafficOf(device: MmioDevice): MailboxTraffic {
    device.traffic ??= new MailboxTraffic(BigInt(device.base + (device.place('mailbox')?.offset ?? 0)), this.out);
    return device.traffic;
  }

  private status(block: Block, offset: number, line: MmioLine): void {
    const traffic = this.trafficOf(block.device);
    if (traffic.isSwitch === true) return;
    const register = block.name === 'device-status' ? ('device-status' as const) : ('memory-device-status' as const);
    this.out.queue.push(registerEvent({ register, offset }, line, this.out.clock, traffic.mailboxAddress));
  }
}
