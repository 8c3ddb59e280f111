import { type ByteOrder, bigEndian, littleEndian } from '../base/byte-order.js';
import type { ByteQueue } from '../base/byte-queue.js';
import { NS_PER_S } from '../base/units.js';
import type { CaptureKind, CaptureLayout, CaptureSink } from './packet-capture.js';

/** Block types; a section header's reads the same in both byte orders. */
const BLOCKS = { section: 0x0a0d_0d0a, interface: 1, oldPacket: 2, simplePacket: 3, packet: 6 } as const;

const BYTE_ORDER_MAGIC = 0x1a2b_3c4d;

/** Type and length stand before a block's body, the length again behind it. */
const BEFORE_BYTES = 8;
const AROUND_BYTES = 12;
const BLOCK_BYTES_MAX = 1 << 24;

/** Options of an interface. */
const OPTIONS = { timeResolution: 9, timeOffset: 14 } as const;

interface CaptureInterface {
  readonly linkType: number;
  readonly ticksPerSecond: bigint;
  readonly offsetSeconds: bigint;
}

export const pcapng: CaptureKind = {
  headBytes: AROUND_BYTES,
  open: (head) => (head.readUInt32BE(0) === BLOCKS.section ? new PcapngLayout() : null),
};

/** Sections, each with its own byte order and interfaces; packets name their interface. */
class PcapngLayout implements CaptureLayout {
  private order: ByteOrder = littleEndian;
  private interfaces: CaptureInterface[] = [];
  private lostAt: number | null = null;

  read(queue: ByteQueue, sink: CaptureSink, isEnd: boolean): void {
    while (queue.length >= AROUND_BYTES) {
      const head = queue.peek(AROUND_BYTES);
      const order = orderOf(head) ?? this.order;
      const lengthBytes = order.u32(head, 4);
      if (lengthBytes < AROUND_BYTES || lengthBytes % 4 !== 0 || lengthBytes > BLOCK_BYTES_MAX) {
        this.skip(queue);
        continue;
      }
      if (queue.length < lengthBytes) {
        if (!isEnd) return;
        this.skip(queue);
        continue;
      }
      const block = queue.peek(lengthBytes);
      if (order.u32(block, lengthBytes - 4) !== lengthBytes) {
        this.skip(queue);
        continue;
      }
      this.order = order;
      this.found(queue, sink);
      const byteOffset = queue.offset;
      queue.drop(lengthBytes);
      this.block(order.u32(block, 0), block.subarray(BEFORE_BYTES, -4), byteOffset, sink);
    }
    if (isEnd && this.lostAt !== null) {
      sink.issue('truncated-line', this.lostAt, 'the file ends within a block, or behind damage');
      queue.drop(queue.length);
    }
  }

  private block(type: number, body: Buffer, byteOffset: number, sink: CaptureSink): void {
    if (type === BLOCKS.section) this.interfaces = [];
    else if (type === BLOCKS.interface && body.length >= 8) this.interfaces.push(readInterface(body, this.order));
    else if (type === BLOCKS.packet && body.length >= 20) this.timed(body, byteOffset, this.order.u32(body, 0), sink);
    else if (type === BLOCKS.oldPacket && body.length >= 20)
      this.timed(body, byteOffset, this.order.u16(body, 0), sink);
    else if (type === BLOCKS.simplePacket && body.length >= 4) {
      const originalBytes = this.order.u32(body, 0);
      const bytes = body.subarray(4, 4 + originalBytes);
      const { linkType } = this.interfaces[0] ?? NO_INTERFACE;
      sink.packet({ byteOffset, linkType, epochNs: null, originalBytes, bytes });
    }
  }

  private timed(body: Buffer, byteOffset: number, index: number, sink: CaptureSink): void {
    const { order } = this;
    const { linkType, ticksPerSecond, offsetSeconds } = this.interfaces[index] ?? NO_INTERFACE;
    if (this.interfaces[index] === undefined)
      sink.issue('sequence-broken', byteOffset, `a packet of interface ${index}, which the file does not describe`);
    const ticks = (BigInt(order.u32(body, 4)) << 32n) | BigInt(order.u32(body, 8));
    const epochNs = (ticks * NS_PER_S) / ticksPerSecond + offsetSeconds * NS_PER_S;
    const bytes = body.subarray(20, 20 + order.u32(body, 12));
    sink.packet({ byteOffset, linkType, epochNs, originalBytes: order.u32(body, 16), bytes });
  }

  /** After damage the next block is found where a length stands twice, at its two ends. */
  private skip(queue: ByteQueue): void {
    this.lostAt ??= queue.offset;
    queue.drop(1);
  }

  private found(queue: ByteQueue, sink: CaptureSink): void {
    if (this.lostAt === null) return;
    const skipped = queue.offset - this.lostAt;
    sink.issue('sequence-broken', this.lostAt, `no block begins here; ${skipped} bytes were skipped to the next`);
    this.lostAt = null;
  }
}

const MICROSECONDS = 1_000_000n;
const NO_INTERFACE: CaptureInterface = { linkType: -1, ticksPerSecond: MICROSECONDS, offsetSeconds: 0n };

/** The byte order that a section header states; null where the block is none. */
function orderOf(head: Buffer): ByteOrder | null {
  if (head.readUInt32BE(0) !== BLOCKS.section) return null;
  return [littleEndian, bigEndian].find((order) => order.u32(head, 8) === BYTE_ORDER_MAGIC) ?? null;
}

function readInterface(body: Buffer, order: ByteOrder): CaptureInterface {
  let ticksPerSecond = MICROSECONDS;
  let offsetSeconds = 0n;
  for (let at = 8; at + 4 <= body.length; ) {
    const code = order.u16(body, at);
    const length = order.u16(body, at + 2);
    const value = body.subarray(at + 4, at + 4 + length);
    if (code === 0) break;
    if (code === OPTIONS.timeResolution && value.length === 1) ticksPerSecond = resolution(value[0] as number);
    if (code === OPTIONS.timeOffset && value.length === 8) {
      const halves = order === littleEndian ? [4, 0] : [0, 4];
      const [high, low] = halves.map((half) => BigInt(order.u32(value, half))) as [bigint, bigint];
      offsetSeconds = BigInt.asIntN(64, (high << 32n) | low);
    }
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return { linkType: order.u16(body, 0), ticksPerSecond, offsetSeconds };
}

/** With the top bit a negative power of two, without it one of ten. */
const resolution = (value: number): bigint => (value >= 0x80 ? 2n ** BigInt(value - 0x80) : 10n ** BigInt(value));
