import { type Model, sourceOf } from './model.js';
import { placeOf, placeParts } from './place.js';

/** The note on a record, empty for a mark alone; undefined where there is neither. */
export function noteAt(model: Model, index: number): string | undefined {
  const session = sourceOf(model)?.session;
  return model.marks.size === 0 || session === undefined ? undefined : model.marks.get(placeOf(session, index));
}

/** The positions of the marked records of the source that is shown, in order. */
export function markedIndexes(model: Model): readonly number[] {
  const session = sourceOf(model)?.session;
  if (session === undefined || model.marks.size === 0) return [];
  const lines = new Set([...model.marks.keys()].map((place) => Number.parseInt(placeParts(place).at, 10)));
  const found: number[] = [];
  for (let index = 0; index < session.length; index++)
    if (lines.has(session.columns.lineAt(index)) && model.marks.has(placeOf(session, index))) found.push(index);
  return found;
}
