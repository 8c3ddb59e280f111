import type { Issue } from '../base/issue.js';
import { plainFileChunks } from './io.js';

/** As many bytes as a format may look at to recognise itself. */
export const HEAD_BYTES = 1 << 16;

/** One input: a file by its path, or standard input. */
export interface Input {
  /** As it was named; `-` for standard input. */
  readonly name: string;
  /** Set where more may come at any time, so that reading must not wait for it. */
  readonly isGrowing?: true;
  /** Found in a folder that was named: it need not be a log. */
  readonly isOfFolder?: true;
  /** The files that are to be read as one trace. */
  readonly parts?: readonly (Input | MissingInput)[];
  chunks(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** An input that is not there or cannot be read. */
export interface MissingInput {
  readonly name: string;
  readonly issue: Issue;
}

export const fileInput = (name: string): Input => ({ name, chunks: () => plainFileChunks(name) });

export const missing = (name: string, message: string): MissingInput => ({
  name,
  issue: { code: 'unreadable-file', line: 0, message },
});

/** What the system says of an input, in words; the rarer errors as the system says them. */
export function unreadable(name: string, error: unknown): MissingInput {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return missing(name, 'there is no such file or folder');
  return missing(name, code === 'EACCES' ? 'it may not be read: permission is denied' : message);
}
