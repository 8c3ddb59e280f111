import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { isatty } from 'node:tty';
import { BatchedOutput } from './batched-output.js';
import { gunzipped } from './gunzip.js';

/** Where a command reads and writes; the process's own in `processIo`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly stdin: NodeJS.ReadableStream;
  readonly columns: number;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Whether someone types what is read; absent where nobody can. */
  readonly stdinIsTerminal?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const OUT = 1;
const outIsTerminal = isatty(OUT);
const batched = outIsTerminal ? null : new BatchedOutput(OUT);

export const processIo: Io = {
  out: (text) => (batched === null ? void process.stdout.write(text) : batched.write(text)),
  err(text) {
    // Where both go to one file, what was said first stands first.
    batched?.flush();
    process.stderr.write(text);
  },
  stdin: process.stdin,
  get columns() {
    const said = Number.parseInt(process.env['COLUMNS'] ?? '', 10);
    return (outIsTerminal ? process.stdout.columns : undefined) ?? (Number.isNaN(said) ? 100 : said);
  },
  outIsTerminal,
  get errIsTerminal() {
    return process.stderr.isTTY === true;
  },
  get stdinIsTerminal() {
    return process.stdin.isTTY === true;
  },
  env: process.env,
};

/** A reader that went away (a closed pipe) ends us quietly; other faults of our output are real. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of outIsTerminal ? [process.stdout, process.stderr] : [process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      throw error;
    });
}

const CHUNK_BYTES = 1 << 20;

/** The chunks of a regular file, read one after the other into one buffer: use each before asking for the next. */
function* fileChunks(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

/** What gzip begins with. */
const GZIP = Buffer.of(0x1f, 0x8b);

/** The chunks of a stream, uncompressed where they are gzip. */
export async function* streamChunks(source: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = bytesOf(source);
  const head: Uint8Array[] = [];
  for (let read = await chunks.next(); !read.done; read = await chunks.next()) {
    head.push(Uint8Array.from(read.value));
    if (head.reduce((sum, { length }) => sum + length, 0) >= GZIP.length) break;
  }
  const isGzip = Buffer.concat(head).subarray(0, GZIP.length).equals(GZIP);
  if (isGzip) yield* gunzipped(joined(head, chunks));
  else yield* joined(head, chunks);
}

/** The chunks of a file or pipe, uncompressed where it is gzip, whatever its name. */
export function plainFileChunks(path: string): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  if (!statSync(path).isFile()) return streamChunks(createReadStream(path));
  return isGzipFile(path) ? gunzipped(createReadStream(path)) : fileChunks(path);
}

function isGzipFile(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(GZIP.length);
    return readSync(file, head) === GZIP.length && head.equals(GZIP);
  } finally {
    closeSync(file);
  }
}

async function* joined(first: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* first;
  yield* rest;
}

async function* bytesOf(source: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}
