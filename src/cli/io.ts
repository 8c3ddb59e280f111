import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Where a command reads and writes; the process's own in `processIo`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly stdin: NodeJS.ReadableStream;
  readonly columns: number;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export const processIo: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stdin: process.stdin,
  get columns() {
    return process.stdout.columns ?? 100;
  },
  get outIsTerminal() {
    return process.stdout.isTTY === true;
  },
  get errIsTerminal() {
    return process.stderr.isTTY === true;
  },
  env: process.env,
};

/** A reader that went away (a closed pipe) ends us quietly; other faults of our output are real. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      throw error;
    });
}

const CHUNK_BYTES = 1 << 20;

/** The chunks of a regular file, read one after the other into one buffer: use each before asking for the next. */
export function* fileChunks(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

/** The chunks of a stream: standard input, or a file that is compressed. */
export async function* streamChunks(source: NodeJS.ReadableStream, isCompressed: boolean): AsyncGenerator<Uint8Array> {
  const plain = isCompressed ? pipeline(source, createGunzip(), () => undefined) : source;
  for await (const chunk of plain) yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
}

/** A compressed file as its content. */
export const gunzippedFile = (path: string): AsyncGenerator<Uint8Array> => streamChunks(createReadStream(path), true);
