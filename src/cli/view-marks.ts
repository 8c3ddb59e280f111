import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What is kept beside a trace between two looks at it. */
export interface SavedView {
  readonly marks: ReadonlyMap<number, string>;
  /** Sequence number of the record under the cursor. */
  readonly seq: number | null;
}

const NOTHING: SavedView = { marks: new Map(), seq: null };

const fileOf = (trace: string): string => `${trace}.marks.json`;

/** Reads what was kept; a file that is none of ours counts as nothing. */
export function readSavedView(trace: string): SavedView {
  try {
    const read: unknown = JSON.parse(readFileSync(fileOf(trace), 'utf8'));
    if (typeof read !== 'object' || read === null || !('marks' in read)) return NOTHING;
    const { marks, seq } = read as { readonly marks: unknown; readonly seq?: unknown };
    if (typeof marks !== 'object' || marks === null) return NOTHING;
    const kept = Object.entries(marks).flatMap(([at, note]): [number, string][] =>
      /^\d+$/.test(at) && typeof note === 'string' ? [[Number(at), note]] : [],
    );
    return { marks: new Map(kept), seq: typeof seq === 'number' ? seq : null };
  } catch {
    return NOTHING;
  }
}

/** Keeps marks and notes beside the trace; without any nothing is written where nothing was. Says what went wrong. */
export function saveView(trace: string, { marks, seq }: SavedView): string | null {
  if (marks.size === 0 && !existsSync(fileOf(trace))) return null;
  const text = JSON.stringify({ cxltraceMarks: 1, seq, marks: Object.fromEntries(marks) }, null, 2);
  try {
    writeFileSync(fileOf(trace), `${text}\n`);
    return null;
  } catch (error) {
    return `marks are not kept: ${(error as Error).message}`;
  }
}
