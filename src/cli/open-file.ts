import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { captureNdjson } from '../formats/capture-ndjson.js';
import type { TraceEvent } from '../trace/events.js';
import { LineOffsets } from './line-offsets.js';

/** As many bytes as tell whether a file is a recording. */
const HEAD_BYTES = 512;

const HEADER = '{"kind":"device","cxltrace":1,"device":{}}\n';

/** A file that stays open while it is looked at: it can be read on, and again, when its name is gone. */
export class OpenFile {
  readonly isRecording: boolean;
  private readonly file: number;
  private readonly offsets = new LineOffsets();

  constructor(path: string) {
    this.file = openSync(path, 'r');
    const head = Buffer.alloc(HEAD_BYTES);
    this.isRecording = captureNdjson.sniff(head.subarray(0, this.readAt(head, 0))) > 0;
  }

  get sizeBytes(): number {
    return fstatSync(this.file).size;
  }

  /** The next bytes at a position, so many at most; none at the end. */
  read(position: number, bytes: number): Uint8Array {
    // A buffer of its own each time: what reads it may keep parts while others wait.
    const buffer = Buffer.allocUnsafe(bytes);
    return buffer.subarray(0, this.readAt(buffer, position));
  }

  /** Notes where the lines are of what was read. */
  note(chunk: Uint8Array): void {
    this.offsets.push(chunk);
  }

  /** The events of some lines of a recording, which were noted: each line of it is a record of its own. */
  reread = (first: number, last: number): readonly TraceEvent[] => {
    const start = this.offsets.before(first);
    const end = this.offsets.after(last);
    const events: TraceEvent[] = [];
    const reader = captureNdjson.open({
      header: () => undefined,
      event: (event) => {
        const line = event.line - 2 + start.line;
        if (line >= first && line <= last) events.push({ ...event, line });
      },
      issue: () => undefined,
    });
    // The recording's own header is no record: where it is among the lines, it is not read again.
    reader.push(Buffer.from(HEADER));
    reader.push(this.read(start.byte, end.byte - start.byte));
    reader.end();
    return events;
  };

  close(): void {
    closeSync(this.file);
  }

  private readAt(buffer: Buffer, position: number): number {
    return buffer.length === 0 ? 0 : readSync(this.file, buffer, 0, buffer.length, position);
  }
}
