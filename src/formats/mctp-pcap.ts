import { EventQueue } from '../readers/event-queue.js';
import { CciExchange } from '../readers-wire/cci-exchange.js';
import { MctpAssembler, type MctpMessage } from '../readers-wire/mctp.js';
import { type Packet, PacketCapture } from '../readers-wire/packet-capture.js';
import { pcap } from '../readers-wire/pcap.js';
import { pcapng } from '../readers-wire/pcapng.js';
import type { Format, Reader, TraceSink } from '../trace/format.js';
import { DEFAULT_DEVICE } from '../trace/header.js';
import { SIDES } from '../trace/sides.js';

/** Kinds of capture files. Add one: a file in trace/, a name here. */
const CAPTURE_KINDS = [pcap, pcapng];

/** MCTP message types (DSP0239): the fabric manager's commands to switches and devices, and a component's own. */
const CXL_MESSAGE_TYPES: readonly number[] = [0x07, 0x08];

export const mctpPcap: Format = {
  name: 'mctp-pcap',
  title: 'Packet capture (pcap, pcapng) of MCTP: CCI and FM-API messages; a line is a packet',
  endings: [],
  sniff(head) {
    const bytes = Buffer.from(head);
    const isOne = CAPTURE_KINDS.some((kind) => bytes.length >= kind.headBytes && kind.open(bytes) !== null);
    return isOne ? 0.95 : 0;
  },
  open: (sink) => new MctpReader(sink),
  samples: [
    {
      encoding: 'latin1',
      text: [
        '\xd4\xc3\xb2\xa1\x02\0\x04\0\0\0\0\0\0\0\0\0\0\0\x04\0\x71\0\0\0',
        '\x64\0\0\0\0\0\0\0\x21\0\0\0\x21\0\0\0\0\x04\x01\x22\0\x01\x10\0\0\0\0\0\0\0\0\xfa',
        '\x01\x09\x08\xc8\x07\0\x05\0\0\x56\0\0\0\0\0\0\0',
        '\x64\0\0\0\x0a\0\0\0\x21\0\0\0\x21\0\0\0\0\0\x01\x22\0\x01\x20\0\0\0\0\0\0\0\0\xfa',
        '\x01\x08\x09\xc0\x07\x01\x05\0\0\x56\0\0\0\x03\0\0\0',
      ].join(''),
      kinds: ['mailbox'],
    },
  ],
};

class MctpReader implements Reader {
  private readonly queue = new EventQueue(
    (event) => this.sink.event(event),
    () => this.exchange.end(),
  );
  private readonly exchange = new CciExchange(this.queue, (issue) => this.sink.issue(issue));
  private readonly assembler = new MctpAssembler(
    (message) => this.message(message),
    (issue) => this.sink.issue(issue),
  );
  private readonly capture = new PacketCapture(
    CAPTURE_KINDS,
    (packet) => this.packet(packet),
    (issue) => this.sink.issue(issue),
  );
  private packets = 0;
  private otherMessages = 0;
  private hasHeader = false;

  constructor(private readonly sink: TraceSink) {}

  push(chunk: Uint8Array): void {
    this.capture.push(chunk);
  }

  end(): void {
    this.capture.end();
    this.assembler.end();
    this.exchange.end();
    if (!this.capture.isRecognised) return;
    this.header();
    this.tellOthers();
  }

  private header(): void {
    if (this.hasHeader) return;
    this.hasHeader = true;
    // Who speaks MCTP to a device reaches it from behind, as a switch's own interface would.
    const devices = [{ ...DEFAULT_DEVICE, behindSwitch: true }];
    this.sink.header({
      line: 1,
      title: null,
      profile: null,
      recordedFrom: 'a packet capture of MCTP',
      unrecorded: SIDES,
      devices,
    });
  }

  private packet(packet: Packet): void {
    this.header();
    this.packets = packet.number;
    this.assembler.packet(packet);
  }

  private message(message: MctpMessage): void {
    if (CXL_MESSAGE_TYPES.includes(message.type)) this.exchange.message(message);
    else this.otherMessages++;
  }

  /** What was not for CXL was read, and is none of the trace. */
  private tellOthers(): void {
    const { otherMessages, assembler } = this;
    if (otherMessages + assembler.otherPackets === 0) return;
    const text = `left out: ${otherMessages} MCTP messages of other types, ${assembler.otherPackets} packets of other protocols`;
    this.queue.push({ kind: 'note', seq: 0, line: this.packets, timeNs: null, text });
  }
}
