import { type ByteOrder, bigEndian, littleEndian } from '../base/byte-order.js';
import type { ByteQueue } from '../base/byte-queue.js';
import { NS_PER_S } from '../base/units.js';
import type { CaptureKind, CaptureLayout, CaptureSink } from './packet-capture.js';

/** The classic capture file: magic, version, time zone, accuracy, longest packet, link type; then packets. */
const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;

/** Longer packets than libpcap itself would write: the header is damaged. */
const PACKET_BYTES_MAX = 262_144;

/** No MCTP packet is longer. */
const USUAL_BYTES_MAX = 4096;

/** How far packets may stand from each other in time before a header is taken to be damaged, in seconds. */
const SECONDS_APART_MAX = 30 * 86_400;

/** The magic number says the byte order and what the second half of a time stamp counts. */
const MAGICS: readonly { readonly magic: number; readonly tickNs: bigint }[] = [
  { magic: 0xa1b2_c3d4, tickNs: 1000n },
  { magic: 0xa1b2_3c4d, tickNs: 1n },
];

export const pcap: CaptureKind = {
  headBytes: FILE_HEADER_BYTES,
  open(head) {
    for (const order of [littleEndian, bigEndian])
      for (const { magic, tickNs } of MAGICS)
        if (order.u32(head, 0) === magic) return new PcapLayout(order, tickNs, order.u16(head, orderedLow(order)));
    return null;
  },
};

/** The link type is the lower half of the header's last word; above it stand facts about checksums. */
const orderedLow = (order: ByteOrder): number => (order === littleEndian ? 20 : 22);

class PcapLayout implements CaptureLayout {
  private isOpen = false;
  private lastSeconds: number | null = null;
  private lostAt: number | null = null;

  constructor(
    private readonly order: ByteOrder,
    private readonly tickNs: bigint,
    private readonly linkType: number,
  ) {}

  read(queue: ByteQueue, sink: CaptureSink, isEnd: boolean): void {
    if (!this.isOpen) queue.drop(FILE_HEADER_BYTES);
    this.isOpen = true;
    while (queue.length >= RECORD_HEADER_BYTES) {
      const capturedBytes = this.order.u32(queue.peek(RECORD_HEADER_BYTES), 8);
      const verdict = this.judge(queue, capturedBytes, isEnd);
      if (verdict === 'wait') return;
      if (verdict === 'packet') {
        this.found(queue, sink);
        this.packet(queue, sink, capturedBytes);
      } else {
        this.lostAt ??= queue.offset;
        queue.drop(1);
      }
    }
    if (isEnd && this.lostAt !== null) {
      sink.issue('truncated-line', this.lostAt, 'the file ends within a packet, or behind damage');
      queue.drop(queue.length);
    }
  }

  /** Whether a packet begins here. A long one must be followed by another, since damage makes long ones up. */
  private judge(queue: ByteQueue, capturedBytes: number, isEnd: boolean): 'packet' | 'wait' | 'damage' {
    const head = queue.peek(RECORD_HEADER_BYTES);
    if (!this.isPlausible(head, this.lastSeconds)) return 'damage';
    const end = RECORD_HEADER_BYTES + capturedBytes;
    if (queue.length < end) return isEnd ? 'damage' : 'wait';
    if (capturedBytes <= USUAL_BYTES_MAX) return 'packet';
    const next = queue.peek(end + RECORD_HEADER_BYTES).subarray(end);
    if (next.length < RECORD_HEADER_BYTES) return isEnd ? 'packet' : 'wait';
    return this.isPlausible(next, this.order.u32(head, 0)) ? 'packet' : 'damage';
  }

  private packet(queue: ByteQueue, sink: CaptureSink, capturedBytes: number): void {
    const { order, linkType, tickNs } = this;
    const byteOffset = queue.offset;
    const head = queue.take(RECORD_HEADER_BYTES);
    this.lastSeconds = order.u32(head, 0);
    const epochNs = BigInt(order.u32(head, 0)) * NS_PER_S + BigInt(order.u32(head, 4)) * tickNs;
    const originalBytes = order.u32(head, 12);
    sink.packet({ byteOffset, linkType, epochNs, originalBytes, bytes: queue.take(capturedBytes) });
  }

  /** A file has no marks between packets: after damage, the next header is the first that could be one. */
  private isPlausible(head: Buffer, secondsBefore: number | null): boolean {
    const captured = this.order.u32(head, 8);
    const ticks = BigInt(this.order.u32(head, 4));
    const isNear = secondsBefore === null || Math.abs(this.order.u32(head, 0) - secondsBefore) <= SECONDS_APART_MAX;
    const isSized = captured > 0 && captured <= PACKET_BYTES_MAX && captured <= this.order.u32(head, 12);
    return isSized && isNear && ticks * this.tickNs < NS_PER_S;
  }

  private found(queue: ByteQueue, sink: CaptureSink): void {
    if (this.lostAt === null) return;
    const skipped = queue.offset - this.lostAt;
    sink.issue('sequence-broken', this.lostAt, `no packet begins here; ${skipped} bytes were skipped to the next`);
    this.lostAt = null;
  }
}
