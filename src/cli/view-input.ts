import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { detectFormat } from '../formats/index.js';
import type { TraceEvent } from '../trace/events.js';
import type { RereadLines } from '../tui/session.js';
import type { Input } from './inputs.js';
import { LineOffsets } from './line-offsets.js';

/** So many bytes are read between two frames: few enough that a key is answered at once. */
const CHUNK_BYTES = 1 << 16;
/** Larger recordings are read again when their records are looked at. */
const HELD_BYTES_MAX = 24 << 20;
const FOLLOW_MS = 200;

export interface ViewInput extends Input {
  /** Null where the events are to be held in memory. */
  readonly reread: RereadLines | null;
  readonly bytesTotal: number | null;
}

/** How an input is read. */
export interface Watched {
  readonly isFollowed: boolean;
  /** Ends the reading wherever it is. */
  readonly signal: AbortSignal;
  onProgress(bytes: number): void;
}

/** A regular file, read a little at a time; it may grow, and its lines can be read again. */
export function fileView(path: string, { isFollowed, signal, onProgress }: Watched): ViewInput {
  const { size } = statSync(path);
  const offsets = new LineOffsets();
  const isLarge = size > HELD_BYTES_MAX && formatOf(path) === 'capture-ndjson';
  return {
    name: path,
    bytesTotal: size,
    ...(isFollowed && { isGrowing: true as const }),
    reread: isLarge ? (first, last) => rereadLines(path, offsets, first, last) : null,
    async *chunks() {
      const file = openSync(path, 'r');
      let bytes = 0;
      try {
        while (!signal.aborted) {
          // A buffer of its own each time: what reads it may keep parts while we wait.
          const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
          const read = readSync(file, buffer);
          if (read > 0) {
            bytes += read;
            const chunk = buffer.subarray(0, read);
            if (isLarge) offsets.push(chunk);
            yield chunk;
            onProgress(bytes);
            await nextTurn();
          } else if (!isFollowed) return;
          else await pause(FOLLOW_MS, undefined, { signal }).catch(() => undefined);
        }
      } finally {
        closeSync(file);
      }
    },
  };
}

/** Any other input: a pipe, a compressed file. */
export function streamView(input: Input, { signal, onProgress }: Watched): ViewInput {
  return {
    name: input.name,
    bytesTotal: null,
    isGrowing: true,
    reread: null,
    async *chunks() {
      let bytes = 0;
      for await (const chunk of input.chunks()) {
        bytes += chunk.length;
        yield chunk;
        onProgress(bytes);
        await nextTurn();
        if (signal.aborted) return;
      }
    },
  };
}

function head(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(1 << 16);
    return buffer.subarray(0, readSync(file, buffer));
  } finally {
    closeSync(file);
  }
}

const formatOf = (path: string): string | null => detectFormat(head(path))?.name ?? null;

const HEADER = '{"kind":"device","cxltrace":1,"device":{}}\n';

/** The events of some lines of a recording: each line of it is a record of its own. */
function rereadLines(path: string, offsets: LineOffsets, first: number, last: number): readonly TraceEvent[] {
  const start = offsets.before(first);
  const end = offsets.after(last);
  const buffer = Buffer.allocUnsafe(end.byte - start.byte);
  const file = openSync(path, 'r');
  try {
    readSync(file, buffer, 0, buffer.length, start.byte);
  } finally {
    closeSync(file);
  }
  const header = Buffer.from(HEADER);
  const events: TraceEvent[] = [];
  const reader = detectFormat(header)?.open({
    header: () => undefined,
    event: (event) => {
      const line = event.line - 2 + start.line;
      if (line >= first && line <= last) events.push({ ...event, line });
    },
    issue: () => undefined,
  });
  // The recording's own header is no record: where it is among the lines, it is not read again.
  reader?.push(header);
  reader?.push(buffer);
  reader?.end();
  return events;
}
