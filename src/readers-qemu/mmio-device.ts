import {
  type BlockPlace,
  CapabilityArray,
  DEVICE_STATUS_ID,
  MAILBOX_ID,
  MEMORY_DEVICE_ID,
} from './capability-array.js';
import type { MailboxTraffic } from './mailbox-traffic.js';
import type { RegionName } from './mmio-line.js';

/** A register block of a device. */
export type BlockName = Exclude<RegionName, 'other' | 'nameless'>;

/** Where QEMU puts the blocks of every CXL device, for logs that do not show the capability array. */
const USUAL: Readonly<Record<BlockName, BlockPlace>> = {
  'cap-array': { offset: 0, lengthBytes: 0x50 },
  'device-status': { offset: 0x80, lengthBytes: 8 },
  mailbox: { offset: 0x88, lengthBytes: 0x820 },
  'memory device caps': { offset: 0x8a8, lengthBytes: 8 },
};

const IDS: Readonly<Record<Exclude<BlockName, 'cap-array'>, number>> = {
  'device-status': DEVICE_STATUS_ID,
  mailbox: MAILBOX_ID,
  'memory device caps': MEMORY_DEVICE_ID,
};

const BLOCKS = Object.keys(USUAL) as BlockName[];

/** One device's register space in the guest's memory. */
export class MmioDevice {
  readonly capabilities = new CapabilityArray();
  /** Made at the first access to the mailbox or to a status register beside it. */
  traffic: MailboxTraffic | null = null;
  hasMailbox = false;

  /** `hasNames`: the log names the regions, so that QEMU's own places hold where the capability array was not read. */
  constructor(
    public base: number,
    private readonly hasNames: boolean,
  ) {}

  /** The place of a block; null where neither the capability array nor a region's name vouches for it. */
  place(block: BlockName): BlockPlace | null {
    const usual = USUAL[block];
    if (block === 'cap-array') return usual;
    const told = this.capabilities.place(IDS[block]);
    if (told === null) return this.hasNames ? usual : null;
    return told.lengthBytes > 0 ? told : { offset: told.offset, lengthBytes: usual.lengthBytes };
  }

  /** The block that an address lies in; null where in none. */
  blockAt(address: number): BlockName | null {
    for (const block of BLOCKS) {
      const place = this.place(block);
      if (place === null) continue;
      const offset = address - this.base - place.offset;
      if (offset >= 0 && offset < place.lengthBytes) return block;
    }
    return null;
  }
}
