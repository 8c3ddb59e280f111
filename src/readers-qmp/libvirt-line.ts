import { wallTimeNs } from '../readers/wall-time.js';

/** What stands before the message of a line of libvirt's log. */
export interface LibvirtPrefix {
  readonly epochNs: bigint | null;
  readonly thread: string;
  /** Where the message begins. */
  readonly length: number;
}

const PREFIX =
  /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d+[+-]\d{2}:?\d{2}): (\d+): (?:debug|info|warning|error) : (?:\w+:\d+ : )?/;

export function libvirtPrefix(line: string): LibvirtPrefix | null {
  const match = PREFIX.exec(line);
  if (match === null) return null;
  return { epochNs: wallTimeNs(match[1] as string), thread: match[2] as string, length: match[0].length };
}

/** What a line tells of a monitor. */
export interface MonitorRecord {
  readonly what: 'new' | 'close' | 'sent' | 'written' | 'received' | 'line';
  /** The monitor's pointer; null in a `line`, which names none. */
  readonly monitor: string | null;
  /** Where the JSON begins. */
  readonly at: number;
}

const PROBE =
  /QEMU_MONITOR_(NEW|CLOSE|SEND_MSG|IO_WRITE|RECV_REPLY|RECV_EVENT): mon=(\w+)(?: (?:msg|buf|reply|event)=)?/;
const LINE = /(?:^|: )Line \[/;

const WHAT: Readonly<Record<string, MonitorRecord['what']>> = {
  NEW: 'new',
  CLOSE: 'close',
  SEND_MSG: 'sent',
  IO_WRITE: 'written',
  RECV_REPLY: 'received',
  RECV_EVENT: 'received',
};

export function monitorRecord(line: string): MonitorRecord | null {
  const probe = PROBE.exec(line);
  if (probe !== null) {
    const [whole, name, monitor] = probe;
    return {
      what: WHAT[name as string] as MonitorRecord['what'],
      monitor: monitor as string,
      at: probe.index + whole.length,
    };
  }
  const json = LINE.exec(line);
  return json === null ? null : { what: 'line', monitor: null, at: json.index + json[0].length };
}
