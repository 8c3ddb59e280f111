import { printable } from '../base/issue.js';
import type { EventQueue } from '../readers/event-queue.js';
import type { LogLines } from '../readers/log-reader.js';
import { PassedOver } from '../readers/passed-over.js';
import type { TraceSink } from '../trace/format.js';
import type { TracepointFact } from '../trace/tracepoint-facts.js';
import { pciError } from './pci-error-event.js';
import { readTracepointText } from './tracepoint.js';
import { tracepoints } from './tracepoints.js';
import { isFurniture, lostEvents, type TracerLine, tracerLine } from './tracer-line.js';

/** What people and scripts write into the trace. */
const MARKS: ReadonlySet<string> = new Set(['tracing_mark_write', 'print', 'bputs', 'bprint']);

/** Turns the lines of a tracer into events: each trace event of the driver typed, others counted. */
export class TracerLog implements LogLines {
  private firstNs: bigint | null = null;
  private readonly foreign = new PassedOver('other trace events');

  constructor(
    private readonly sink: TraceSink,
    private readonly queue: EventQueue,
  ) {}

  line(text: string, line: number, byteOffset: number): void {
    const read = tracerLine(text);
    if (read !== null) {
      this.firstNs ??= read.stampNs;
      this.event(read, line, byteOffset, read.stampNs - this.firstNs);
      return;
    }
    const lost = lostEvents(text);
    if (lost !== null) this.log(text.trim(), line, null, { kind: 'events-lost', count: lost.count });
    else if (!isFurniture(text)) this.unknown('no line of a tracer', text, line, byteOffset);
  }

  end(): void {
    this.foreign.tell(this.queue, this.sink, true);
  }

  private event({ event, text }: TracerLine, line: number, byteOffset: number, timeNs: bigint): void {
    if (MARKS.has(event)) {
      this.queue.push({ kind: 'note', seq: 0, line, timeNs, text });
      return;
    }
    const words = `${event}: ${text}`;
    if (event === 'aer_event') {
      const fact = pciError(text);
      if (fact === null) this.unknown('the end of the line is missing', words, line, byteOffset);
      this.log(words, line, timeNs, fact);
      return;
    }
    const known = tracepoints.get(event);
    if (known === undefined) {
      if (event.startsWith('cxl')) {
        this.unknown('a trace event that no known driver has', words, line, byteOffset);
        this.log(words, line, timeNs, null);
      } else this.foreign.add(line);
      return;
    }
    const read = readTracepointText(known, text, 'ftrace');
    if ('fact' in read) this.log(words, line, timeNs, read.fact);
    else {
      const message = `${event} without ${read.missing.join(', ')}: the line is torn or of an unknown kernel`;
      this.sink.issue({ code: 'missing-field', line, byteOffset, message });
      this.log(words, line, timeNs, null);
    }
  }

  private log(text: string, line: number, timeNs: bigint | null, facts: TracepointFact | null): void {
    const deviceId = facts !== null && 'host' in facts ? facts.host : null;
    this.queue.push({
      ...{ kind: 'log', seq: 0, line, timeNs, source: 'guest', text },
      ...(facts !== null && { facts }),
      ...(deviceId !== null && { deviceId }),
    });
  }

  private unknown(what: string, text: string, line: number, byteOffset: number): void {
    const message = `${what}: "${printable(text.trim(), 120)}"`;
    this.sink.issue({ code: 'unrecognised-line', line, byteOffset, message });
  }
}
