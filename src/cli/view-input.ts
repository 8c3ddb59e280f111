import { statSync } from 'node:fs';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { captureNdjson } from '../formats/capture-ndjson.js';
import type { TraceSink } from '../trace/format.js';
import type { RereadLines } from '../tui/session.js';
import { fileInput, type Input, type MissingInput } from './input.js';
import type { Io } from './io.js';
import { OpenFile } from './open-file.js';

/** Reading has so long between two looks at the keyboard. */
const SLICE_MS = 5;
/** What is read first is little, so that there is something to see. */
const FIRST_BYTES = 1 << 13;
const CHUNK_BYTES_MAX = 1 << 18;
/** Larger recordings are read again when their records are looked at. */
const HELD_BYTES_MAX = 24 << 20;
const FOLLOW_MS = 200;

export interface ViewInput extends Input {
  /** Null where the events are to be held in memory. */
  readonly reread: RereadLines | null;
  readonly bytesTotal: number | null;
  /** A recording, which needs no other format to be loaded. */
  readonly isRecording: boolean;
}

/** How an input is read. */
export interface Watched {
  readonly isFollowed: boolean;
  /** Ends the reading wherever it is. */
  readonly signal: AbortSignal;
  onProgress(bytes: number): void;
}

/** The inputs that are named. Files are what they are; all formats are loaded only where folders are walked or files merged. */
export async function namedInputs(
  names: readonly string[],
  isMerged: boolean,
  io: Io,
): Promise<readonly (Input | MissingInput)[]> {
  if (!isMerged && names.every(isFile)) return names.map(fileInput);
  const { inputsOf, mergedInput } = await import('./inputs.js');
  return isMerged ? [mergedInput(names, io)] : inputsOf(names, io);
}

const isFile = (name: string): boolean => name !== '-' && statSync(name, { throwIfNoEntry: false })?.isFile() === true;

/** Reads an input into a sink; returns the format's name, or null where none fits. The formats are loaded where they are needed. */
export async function readViewed(
  view: ViewInput,
  formatName: string | undefined,
  sink: TraceSink,
): Promise<string | null> {
  if (!view.isRecording || formatName !== undefined) {
    const { readInput } = await import('./read-input.js');
    return (await readInput(view, formatName, sink))?.name ?? null;
  }
  const reader = captureNdjson.open(sink);
  try {
    for await (const chunk of view.chunks()) reader.push(chunk);
  } catch (error) {
    sink.issue({ code: 'unreadable-file', line: 0, message: (error as Error).message });
  }
  reader.end();
  return captureNdjson.name;
}

/** An input as it is looked at: a regular file is read a little at a time and may grow. Throws where it cannot be opened. */
export function viewInput(input: Input, watched: Watched): ViewInput {
  // Parts are all read before any is merged: there is nothing to draw between.
  if (input.parts !== undefined) return { ...input, reread: null, bytesTotal: null, isRecording: false };
  const isPlainFile = input.name !== '-' && !input.name.endsWith('.gz') && statSync(input.name).isFile();
  return isPlainFile ? fileView(input.name, watched) : streamView(input, watched);
}

function fileView(path: string, watched: Watched): ViewInput {
  const file = new OpenFile(path);
  const bytesTotal = file.sizeBytes;
  const isLarge = file.isRecording && bytesTotal > HELD_BYTES_MAX;
  watched.signal.addEventListener('abort', () => file.close());
  return {
    name: path,
    bytesTotal,
    ...((watched.isFollowed || file.isRecording) && { isGrowing: true as const }),
    isRecording: file.isRecording,
    reread: isLarge ? file.reread : null,
    chunks: () => fileChunks(file, isLarge, watched),
  };
}

/** The file's bytes, each time as many as are worked through in a moment; where it is followed, for ever. */
async function* fileChunks(file: OpenFile, isNoted: boolean, { isFollowed, signal, onProgress }: Watched) {
  let bytes = 0;
  let wanted = FIRST_BYTES;
  while (!signal.aborted) {
    const chunk = file.read(bytes, wanted);
    if (chunk.length > 0) {
      bytes += chunk.length;
      const begun = performance.now();
      if (isNoted) file.note(chunk);
      yield chunk;
      onProgress(bytes);
      wanted = nextSize(wanted, performance.now() - begun);
      await nextTurn();
    } else if (!isFollowed) return;
    else if (file.sizeBytes < bytes) throw new Error(SHRUNK);
    else await pause(FOLLOW_MS, undefined, { signal }).catch(() => undefined);
  }
}

const SHRUNK =
  'the file has become shorter: it was written anew. What was read stays on the screen; ctrl-r reads it again';

/** Towards what takes a slice's time, without a jump: the first ones are slow because nothing is compiled yet. */
function nextSize(bytes: number, tookMs: number): number {
  const factor = Math.min(2, Math.max(0.5, SLICE_MS / Math.max(0.1, tookMs)));
  return Math.round(Math.min(CHUNK_BYTES_MAX, Math.max(FIRST_BYTES, bytes * factor)));
}

/** Any other input: a pipe, a compressed file. */
function streamView(input: Input, { signal, onProgress }: Watched): ViewInput {
  return {
    name: input.name,
    bytesTotal: null,
    isGrowing: true,
    reread: null,
    isRecording: false,
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
