import type { IssueCode } from '../base/issue.js';
import type { EventQueue } from '../readers/event-queue.js';
import { type LogLines, LogReader, unrecognised } from '../readers/log-reader.js';
import { QemuMessages } from '../readers-qemu/qemu-messages.js';
import {
  type QtestAccess,
  type QtestLine,
  qtestAccess,
  qtestAnswer,
  qtestLine,
  qtestNumber,
} from '../readers-qemu/qtest-line.js';
import { QtestTraffic } from '../readers-qemu/qtest-traffic.js';
import type { Format, TraceSink } from '../trace/format.js';
import type { DeviceDescription } from '../trace/header.js';

const SNIFFED = /^\[[RS] \+[0-9]+\.[0-9]{6}\] (?:OK|FAIL|IRQ|read|write|in|out|clock|b64|memset|qom|irq)/m;

export const qtestLog: Format = {
  name: 'qtest-log',
  title: 'QEMU qtest log (-qtest-log): register accesses and clock steps of a test',
  endings: [],
  sniff: (head) => (SNIFFED.test(Buffer.from(head).toString('latin1')) ? 0.9 : 0),
  open: (sink) => new LogReader(sink, "QEMU's qtest log", (queue) => new QtestLines(sink, queue), ['operator']),
  samples: [
    {
      text: [
        '[I 0.000001] OPENED',
        '[R +0.000010] clock_step 1000',
        '[S +0.000012] OK 1000',
        '[R +0.000020] writeq 0xc0010090 0x300',
        '[S +0.000021] OK',
        '[R +0.000022] writel 0xc001008c 0x1',
        '[S +0.000023] OK',
        '[R +0.000024] readl 0xc001008c',
        '[S +0.000025] OK 0x0000000000000000',
        '[R +0.000026] readq 0xc0010098',
        '[S +0.000027] OK 0x0000000000000000',
        '[R +0.000028] readq 0xc0010090',
        '[S +0.000029] OK 0x0000000000080300',
        '[R +0.000030] read 0xc00100a8 8',
        '[S +0.000031] OK 0x0000000000000000',
      ].join('\n'),
      kinds: ['clock', 'mailbox'],
    },
  ],
};

/** A request that waits for its answer. */
interface Asked {
  readonly line: number;
  readonly timeNs: bigint;
  readonly words: readonly string[];
  readonly access: QtestAccess | null;
}

/** Requests and answers alternate: a write acts before its answer is logged, a read's value stands in its answer. */
class QtestLines implements LogLines {
  private readonly traffic: QtestTraffic;
  private readonly messages: QemuMessages;
  private asked: Asked | null = null;
  private virtualNs = 0n;
  /** The last line in which QEMU showed that it lives. */
  private livingLine = 0;

  constructor(
    private readonly sink: TraceSink,
    private readonly queue: EventQueue,
  ) {
    const message =
      'the doorbell rings, but no write of the command register stands before it: the log begins too late';
    this.traffic = new QtestTraffic(queue, (line) => this.issue('missing-field', line, message));
    this.messages = new QemuMessages((event) => {
      if (event.kind === 'crash') this.settle();
      queue.push({ ...event, seq: 0 });
    });
  }

  line(text: string, line: number, byteOffset: number): void {
    const said = qtestLine(text);
    if (said === null) {
      if (!this.messages.line(text, { line, timeNs: null })) unrecognised(this.sink, 'a qtest log', line, byteOffset);
    } else if (said.kind === 'request') this.request(said, line);
    else if (said.kind === 'answer' && said.words[0] !== 'IRQ') this.answer(said, line);
  }

  end(): void {
    this.messages.end();
    this.settle();
  }

  devices(): readonly DeviceDescription[] {
    return this.traffic.devices();
  }

  private request({ words, timeNs }: QtestLine, line: number): void {
    this.dropUnanswered();
    const access = qtestAccess(words);
    if (access === null && /^(?:read|write)[bwlq]?$/.test(words[0] ?? ''))
      this.issue('truncated-line', line, 'an access without its numbers; it is left out');
    this.asked = { line, timeNs, words, access };
    if (access !== null && access.written !== null) this.traffic.access(access, access.written, { line, timeNs });
  }

  private answer({ words: [verdict = '', value] }: QtestLine, line: number): void {
    const { asked } = this;
    this.asked = null;
    this.livingLine = line;
    if (asked === null) {
      this.issue('missing-request', line, 'an answer without a request before it; it is left out');
      return;
    }
    const { access, words } = asked;
    const command = words[0] as string;
    if (verdict === 'OK' && access !== null && access.written === null) {
      const bytes = qtestAnswer(access, command, value);
      if (bytes === null) this.issue('truncated-line', line, 'a read whose answer has no value; it is left out');
      else this.traffic.access(access, bytes, asked);
    } else if (verdict === 'OK' && command.startsWith('clock_')) this.clock(asked, qtestNumber(value));
  }

  /** A step moves the clock on by so much, or to the next timer; setting it moves it to a time. */
  private clock({ line, timeNs, words }: Asked, virtualNs: bigint | null): void {
    const given = words[0] === 'clock_step' ? qtestNumber(words[1]) : null;
    if (virtualNs === null && given === null) return;
    const after = virtualNs ?? this.virtualNs + (given ?? 0n);
    const advanceNs = given ?? after - this.virtualNs;
    this.virtualNs = after;
    this.queue.push({ kind: 'clock', seq: 0, line, timeNs, advanceNs, virtualNs: after });
  }

  private dropUnanswered(): void {
    if (this.asked === null) return;
    this.issue('missing-answer', this.asked.line, `"${this.asked.words[0]}" has no answer in the log`);
    this.asked = null;
  }

  private settle(): void {
    const { asked } = this;
    this.traffic.end((line) => this.livingLine > line);
    // The device died in the step that it did not answer.
    if (asked?.words[0] === 'clock_step') {
      const advanceNs = qtestNumber(asked.words[1]) ?? 0n;
      this.queue.push({ kind: 'clock', seq: 0, line: asked.line, timeNs: asked.timeNs, advanceNs, virtualNs: null });
    } else this.dropUnanswered();
    this.asked = null;
  }

  private issue(code: IssueCode, line: number, message: string): void {
    this.sink.issue({ code, line, message });
  }
}
