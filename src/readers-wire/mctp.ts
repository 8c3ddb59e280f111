import type { Issue } from '../base/issue.js';
import type { Packet } from './packet-capture.js';

/** Cooked headers that Linux puts before a packet, by link type: their length and where the protocol stands. */
const COOKED: Readonly<Record<number, { readonly sizeBytes: number; readonly protocolAt: number }>> = {
  // LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2.
  113: { sizeBytes: 16, protocolAt: 14 },
  276: { sizeBytes: 20, protocolAt: 0 },
};

const PROTOCOL_MCTP = 0x00fa;
const HEADER_BYTES = 4;

/** Far above what the longest command needs. */
const MESSAGE_BYTES_MAX = 1 << 22;

/** A message put together from its packets. */
export interface MctpMessage {
  readonly source: number;
  readonly destination: number;
  readonly tag: number;
  /** The sender chose the tag: it asks. */
  readonly ownsTag: boolean;
  readonly type: number;
  /** What follows the message type, without an integrity check. */
  readonly body: Buffer;
  readonly firstPacket: number;
  readonly lastPacket: number;
  readonly byteOffset: number;
  readonly epochNs: bigint | null;
}

interface Assembly {
  readonly parts: Buffer[];
  bytes: number;
  readonly firstPacket: number;
  readonly byteOffset: number;
  nextSequence: number;
}

/** Puts messages together from the packets of a capture, by source, destination, tag and tag owner. */
export class MctpAssembler {
  private readonly open = new Map<string, Assembly>();
  private readonly unknownLinks = new Set<number>();
  /** Packets that carry something else than MCTP. */
  otherPackets = 0;

  constructor(
    private readonly onMessage: (message: MctpMessage) => void,
    private readonly onIssue: (issue: Issue) => void,
  ) {}

  packet(packet: Packet): void {
    const cooked = COOKED[packet.linkType];
    if (cooked === undefined) this.unknownLink(packet);
    else if (packet.bytes.length < cooked.sizeBytes) this.lost(packet, 'the packet ends within its link header');
    else if (packet.bytes.readUInt16BE(cooked.protocolAt) !== PROTOCOL_MCTP) this.otherPackets++;
    else this.fragment(packet, packet.bytes.subarray(cooked.sizeBytes));
  }

  end(): void {
    for (const { firstPacket, byteOffset, bytes } of this.open.values()) {
      const message = `the last fragment of this message is not in the file; ${bytes} bytes of it are left out`;
      this.onIssue({ code: 'truncated-line', line: firstPacket, byteOffset, message });
    }
    this.open.clear();
  }

  private fragment(packet: Packet, bytes: Buffer): void {
    if (bytes.length < HEADER_BYTES || packet.originalBytes > packet.bytes.length) {
      const { originalBytes } = packet;
      this.lost(packet, `${packet.bytes.length} of the packet's ${originalBytes} bytes were captured; it is left out`);
      return;
    }
    const [version, destination, source, flags] = bytes as unknown as [number, number, number, number];
    if ((version & 0xf) !== 1) {
      this.lost(packet, `MCTP of header version ${version & 0xf}; only version 1 is known`);
      return;
    }
    // The fields of byte 3: start and end of message, sequence, tag owner, tag (DSP0236, table 1).
    const isStart = (flags & 0x80) !== 0;
    const isEnd = (flags & 0x40) !== 0;
    const sequence = (flags >> 4) & 3;
    const key = `${source} ${destination} ${flags & 0xf}`;
    const assembly = this.assembly(key, isStart, sequence, packet);
    if (assembly === null) return;
    assembly.parts.push(Buffer.from(bytes.subarray(HEADER_BYTES)));
    assembly.bytes += bytes.length - HEADER_BYTES;
    assembly.nextSequence = (sequence + 1) & 3;
    if (isEnd) {
      this.open.delete(key);
      this.complete(assembly, packet, { source, destination, tag: flags & 7, ownsTag: (flags & 8) !== 0 });
    } else if (assembly.bytes > MESSAGE_BYTES_MAX) {
      this.open.delete(key);
      this.lost(packet, 'a message without end; it is left out');
    }
  }

  private assembly(key: string, isStart: boolean, sequence: number, packet: Packet): Assembly | null {
    const before = this.open.get(key);
    if (isStart) {
      if (before !== undefined) this.broken(before, `packet ${packet.number} begins another one with the same tag`);
      const { number: firstPacket, byteOffset } = packet;
      const assembly = { parts: [], bytes: 0, firstPacket, byteOffset, nextSequence: sequence };
      this.open.set(key, assembly);
      return assembly;
    }
    if (before === undefined) {
      this.lost(packet, 'a fragment of a message whose beginning is not in the file; it is left out');
      return null;
    }
    if (before.nextSequence === sequence) return before;
    this.open.delete(key);
    this.broken(before, `packet ${packet.number} has sequence ${sequence} where ${before.nextSequence} was expected`);
    return null;
  }

  private complete(
    { parts, firstPacket, byteOffset }: Assembly,
    packet: Packet,
    ends: Pick<MctpMessage, 'source' | 'destination' | 'tag' | 'ownsTag'>,
  ): void {
    const whole = Buffer.concat(parts);
    const first = whole[0];
    if (first === undefined) this.lost(packet, 'an MCTP message without a type');
    else {
      const checkBytes = first >= 0x80 ? 4 : 0;
      const body = whole.subarray(1, Math.max(1, whole.length - checkBytes));
      const { epochNs, number: lastPacket } = packet;
      this.onMessage({ ...ends, type: first & 0x7f, body, firstPacket, lastPacket, byteOffset, epochNs });
    }
  }

  private broken({ firstPacket, byteOffset }: Assembly, why: string): void {
    const message = `fragments of this message are missing: ${why}; it is left out`;
    this.onIssue({ code: 'sequence-broken', line: firstPacket, byteOffset, message });
  }

  private lost({ number, byteOffset }: Packet, message: string): void {
    this.onIssue({ code: 'short-payload', line: number, byteOffset, message });
  }

  private unknownLink({ linkType, number, byteOffset }: Packet): void {
    if (this.unknownLinks.has(linkType)) return;
    this.unknownLinks.add(linkType);
    const message = `packets of link type ${linkType} are left out; MCTP comes cooked: link type 113 or 276`;
    this.onIssue({ code: 'unknown-format', line: number, byteOffset, message });
  }
}
