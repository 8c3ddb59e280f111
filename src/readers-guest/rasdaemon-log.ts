import { printable } from '../base/issue.js';
import { EVENT_RECORD_TYPES } from '../protocol/event-records.js';
import type { EventQueue } from '../readers/event-queue.js';
import { stampAt } from '../readers/kernel-stamps.js';
import type { LogLines } from '../readers/log-reader.js';
import { PassedOver } from '../readers/passed-over.js';
import type { TraceSink } from '../trace/format.js';
import { readTracepointText } from './tracepoint.js';
import { tracepoints } from './tracepoints.js';

/** A record's line: whatever stands in front, when it was, and the fields. */
const RECORD = /^(.*?)(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4} )?(memdev:\S+ host:.*)$/;

/** Lines that belong to the record above: its raw data, the header log of an error. */
const DATA = /^\s*(?:data:|header log:)?\s*(?:([0-9a-f]{8}): )?((?:[0-9a-f]{8}(?: |$))*)\s*$/;

const BY_UUID: ReadonlyMap<string, string> = new Map([
  [EVENT_RECORD_TYPES['general-media'].uuid, 'cxl_general_media'],
  [EVENT_RECORD_TYPES.dram.uuid, 'cxl_dram'],
  [EVENT_RECORD_TYPES['memory-module'].uuid, 'cxl_memory_module'],
  [EVENT_RECORD_TYPES['dynamic-capacity'].uuid, 'cxl_dynamic_capacity'],
]);

/** Which event a record is, by what it says, where its name does not stand in front. */
function eventOf(front: string, fields: string): string {
  const named = /\b(cxl_\w+)\b/.exec(front)?.[1];
  if (named !== undefined && tracepoints.has(named)) return named;
  if (/ trace_type:/.test(fields)) return 'cxl_poison';
  if (/ \d+ errors from /.test(fields)) return 'cxl_overflow';
  if (/ first error:/.test(fields)) return 'cxl_aer_uncorrectable_error';
  if (/ error status:/.test(fields)) return 'cxl_aer_correctable_error';
  return BY_UUID.get(/ hdr_uuid:(\S+)/.exec(fields)?.[1] ?? '') ?? 'cxl_generic_event';
}

interface Open {
  readonly event: string;
  readonly line: number;
  readonly byteOffset: number;
  readonly timeNs: bigint | null;
  readonly fields: string;
  data: string;
  lastLine: number;
}

/** Turns rasdaemon's lines into events; a record's data stands on the lines behind it. */
export class RasdaemonLog implements LogLines {
  private open: Open | null = null;
  private firstNs: bigint | null = null;
  private hasEvents = false;
  private readonly foreign = new PassedOver('other handlers or programs');

  constructor(
    private readonly sink: TraceSink,
    private readonly queue: EventQueue,
  ) {}

  line(text: string, line: number, byteOffset: number): void {
    const record = RECORD.exec(text);
    if (record !== null) {
      this.close();
      const [, front = '', date, fields = ''] = record;
      const event = eventOf(front, ` ${fields}`);
      this.open = { event, line, byteOffset, timeNs: this.elapsed(date), fields, data: '', lastLine: line };
      return;
    }
    const data = this.open === null ? null : DATA.exec(text);
    if (this.open !== null && data !== null) {
      this.open.lastLine = line;
      // A header log has no offsets, and no field of its own.
      if (data[1] !== undefined) this.open.data += data[2] ?? '';
      return;
    }
    this.close();
    if (/memdev:|\bcxl_/.test(text)) {
      const message = `a line on CXL that rasdaemon is not known to print: "${printable(text.trim(), 120)}"`;
      this.sink.issue({ code: 'unrecognised-line', line, byteOffset, message });
    } else this.foreign.add(line);
  }

  end(): void {
    this.close();
    this.foreign.tell(this.queue, this.sink, this.hasEvents);
  }

  private elapsed(date: string | undefined): bigint | null {
    const stamp = date === undefined ? undefined : stampAt(date, 0)?.stamp;
    if (stamp === undefined) return null;
    this.firstNs ??= stamp.ns;
    return stamp.ns - this.firstNs;
  }

  private close(): void {
    const { open } = this;
    if (open === null) return;
    this.open = null;
    this.hasEvents = true;
    const { event, line, lastLine, byteOffset, timeNs, fields, data } = open;
    const known = tracepoints.get(event);
    const whole = data === '' ? fields : `${fields.trimEnd()} data:${data}`;
    const read = known === undefined ? { missing: [event] } : readTracepointText(known, whole, 'rasdaemon');
    if ('missing' in read) {
      const message = `${event} without ${read.missing.join(', ')}: the line is torn or of an unknown version`;
      this.sink.issue({ code: 'missing-field', line, byteOffset, message });
    }
    this.queue.push({
      ...{ kind: 'log', seq: 0, line, timeNs, source: 'guest', text: `${event} ${whole.trim()}` },
      ...(lastLine !== line && { lastLine }),
      ...('fact' in read && { facts: read.fact }),
      ...('fact' in read && 'host' in read.fact && { deviceId: read.fact.host }),
    });
  }
}
