import type { CheckedTrace } from './check-report.js';

/** The folder of a file as it was named; `.` where it has none. */
export const folderOf = ({ file }: CheckedTrace): string =>
  file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';

/** The traces of each folder, in the order in which folders first appear. */
export function byFolder(traces: readonly CheckedTrace[]): ReadonlyMap<string, readonly CheckedTrace[]> {
  const folders = new Map<string, CheckedTrace[]>();
  for (const trace of traces) {
    const group = folders.get(folderOf(trace));
    if (group === undefined) folders.set(folderOf(trace), [trace]);
    else group.push(trace);
  }
  return folders;
}
