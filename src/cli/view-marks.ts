import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Place, placeParts } from '../tui/place.js';

type Marks = ReadonlyMap<Place, string>;

/** What is kept beside a file between two looks at it. */
export interface SavedView {
  readonly marks: Marks;
  /** Sequence number of the record under the cursor. */
  readonly seq: number | null;
}

const NOTHING: SavedView = { marks: new Map(), seq: null };
/** Of the file's form: from 2 on marks are kept by line. */
const VERSION = 2;

const fileOf = (path: string): string => `${path}.marks.json`;

/** Reads what was kept; a file that is none of ours counts as nothing. */
export function readSavedView(path: string): SavedView {
  try {
    const read: unknown = JSON.parse(readFileSync(fileOf(path), 'utf8'));
    if (typeof read !== 'object' || read === null || !('marks' in read)) return NOTHING;
    const { cxltraceMarks, marks, seq } = read as Readonly<Record<string, unknown>>;
    if (cxltraceMarks !== VERSION || typeof marks !== 'object' || marks === null) return NOTHING;
    const kept = Object.entries(marks).flatMap(([at, note]): [Place, string][] =>
      /^\d+(\.\d+)?$/.test(at) && typeof note === 'string' ? [[`${path}:${at}`, note]] : [],
    );
    return { marks: new Map(kept), seq: typeof seq === 'number' ? seq : null };
  } catch {
    return NOTHING;
  }
}

/**
 * Keeps marks and notes beside the files whose records they are on, and the cursor beside the first; without any mark
 * nothing is written where nothing was. Says what went wrong.
 */
export function saveView(paths: readonly string[], { marks, seq }: SavedView): string | null {
  const faults = paths.map((path, index) => saveBeside(path, marksOf(path, marks), index === 0 ? seq : null));
  return faults.find((fault) => fault !== null) ?? null;
}

/** The marks of one file, by line. */
const marksOf = (path: string, marks: Marks): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...marks].flatMap(([place, note]) => {
      const parts = placeParts(place);
      return parts.path === path ? [[parts.at, note] as const] : [];
    }),
  );

function saveBeside(path: string, marks: Readonly<Record<string, string>>, seq: number | null): string | null {
  if (Object.keys(marks).length === 0 && !existsSync(fileOf(path))) return null;
  // A file of several keeps where one was when it was looked at alone.
  const kept = seq ?? readSavedView(path).seq;
  try {
    writeFileSync(fileOf(path), `${JSON.stringify({ cxltraceMarks: VERSION, seq: kept, marks }, null, 2)}\n`);
    return null;
  } catch (error) {
    return `marks are not kept: ${(error as Error).message}`;
  }
}
