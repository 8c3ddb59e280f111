import { type Hunt, type Model, say, sourceOf } from './model.js';

/** So many records are looked at in a turn. */
const SLICE = 64;
/** What a short way finds is found at once. */
const FIRST_SLICES = 8;

/** Sets out; what is near is reached at once. */
export function hunted(model: Model, hunt: Hunt): Model {
  let next: Model = { ...model, hunt };
  for (let slice = 0; slice < FIRST_SLICES && next.hunt !== null; slice++) next = huntOn(next);
  return next;
}

/** Goes a slice further. */
export function huntOn(model: Model): Model {
  const { hunt } = model;
  const length = sourceOf(model)?.session.length ?? 0;
  if (hunt === null) return model;
  const ended: Model = { ...model, hunt: null };
  let { at } = hunt;
  for (let left = SLICE; left > 0; left--, at += hunt.step) {
    if (at < 0 || at >= length) return say(ended, hunt.none, 'note');
    if (hunt.fits(at)) return hunt.arrive(ended, at);
  }
  const text = `looking for ${hunt.what}: at record ${at + 1} of ${length}; esc stops`;
  return say({ ...model, hunt: { ...hunt, at } }, text, 'note');
}

/** Stops it where it is. */
export const huntStopped = (model: Model): Model =>
  model.hunt === null ? model : say({ ...model, hunt: null }, `stopped at record ${model.hunt.at + 1}`, 'note');
