import { ByteQueue } from '../base/byte-queue.js';
import type { Issue, IssueCode } from '../base/issue.js';

/** One packet of a capture file. */
export interface Packet {
  /** Its number in the file, from 1. */
  readonly number: number;
  /** Where its record begins in the file. */
  readonly byteOffset: number;
  /** The kind of its first header, as libpcap numbers them. */
  readonly linkType: number;
  /** Nanoseconds since the epoch; null where the file has no time for it. */
  readonly epochNs: bigint | null;
  /** Valid during the call only. */
  readonly bytes: Buffer;
  /** Its length on the wire: more than `bytes` where the capture cut it. */
  readonly originalBytes: number;
}

/** Takes what a record of the file says to the packets' reader. */
export interface CaptureSink {
  packet(packet: Omit<Packet, 'number'>): void;
  issue(code: IssueCode, byteOffset: number, message: string): void;
}

/** How one kind of capture file is laid out. */
export interface CaptureLayout {
  /** Uses up what can be read; returns when more bytes are needed. */
  read(queue: ByteQueue, sink: CaptureSink, isEnd: boolean): void;
}

/** How to recognise a kind of capture file by its first bytes. */
export interface CaptureKind {
  /** As many bytes as `open` needs. */
  readonly headBytes: number;
  open(head: Buffer): CaptureLayout | null;
}

/** Reads a capture file of one of the given kinds, chunk by chunk. */
export class PacketCapture {
  private readonly queue = new ByteQueue();
  private layout: CaptureLayout | null = null;
  private isDead = false;
  private packets = 0;
  private readonly sink: CaptureSink;

  constructor(
    private readonly kinds: readonly CaptureKind[],
    onPacket: (packet: Packet) => void,
    onIssue: (issue: Issue) => void,
  ) {
    this.sink = {
      packet: (packet) => onPacket({ ...packet, number: ++this.packets }),
      issue: (code, byteOffset, message) => onIssue({ code, line: this.packets + 1, byteOffset, message }),
    };
  }

  /** Whether the file is of a known kind. */
  get isRecognised(): boolean {
    return this.layout !== null;
  }

  push(chunk: Uint8Array): void {
    if (this.isDead) return;
    this.queue.push(chunk);
    this.read(false);
  }

  end(): void {
    if (this.isDead) return;
    this.read(true);
    if (this.queue.length === 0 || this.isDead) return;
    const message = `the file ends within a record: ${this.queue.length} bytes of it are there`;
    this.sink.issue('truncated-line', this.queue.offset, message);
  }

  private read(isEnd: boolean): void {
    if (this.layout === null) {
      const headBytes = Math.max(...this.kinds.map((kind) => kind.headBytes));
      if (this.queue.length < headBytes && !isEnd) return;
      const head = this.queue.peek(headBytes);
      for (const kind of this.kinds) if (head.length >= kind.headBytes) this.layout ??= kind.open(head);
    }
    if (this.layout !== null) this.layout.read(this.queue, this.sink, isEnd);
    else {
      this.isDead = true;
      this.sink.issue('binary-input', 0, 'not a pcap or pcapng file: it begins with none of their magic numbers');
    }
  }
}
