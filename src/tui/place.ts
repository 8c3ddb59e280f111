import type { Session } from './session.js';

/**
 * A record by its file and line, `PATH:LINE`; the second of a line is `PATH:LINE.2`. Marks are kept by it: it stays the
 * same when files are merged, as numbers do not.
 */
export type Place = string;

export function placeOf({ columns, options }: Session, index: number): Place {
  const file = columns.files[columns.fileAt(index)];
  const path = file === undefined ? options.name : (options.paths?.get(file) ?? file);
  const isOfLine = (other: number) =>
    columns.lineAt(other) === columns.lineAt(index) && columns.fileAt(other) === columns.fileAt(index);
  let count = 1;
  while (index - count >= 0 && isOfLine(index - count)) count++;
  return `${path}:${columns.lineAt(index)}${count === 1 ? '' : `.${count}`}`;
}

export function placeParts(place: Place): { readonly path: string; readonly at: string } {
  const end = place.lastIndexOf(':');
  return { path: place.slice(0, end), at: place.slice(end + 1) };
}
