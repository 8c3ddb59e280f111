import { didYouMean } from '../base/nearest.js';
import { type Model, say, sourceOf, trackOf } from './model.js';
import { scrolled } from './rows.js';

/** Shows the trace against another device; it is replayed where it was not yet. */
export function chooseProfile(model: Model, name: string): Model {
  const source = sourceOf(model);
  const names = model.profiles.map((profile) => profile.name);
  if (source === null) return model;
  if (!names.includes(name)) return say(model, `no profile "${name}"${didYouMean(name, names)}`, 'error');
  const { session } = source;
  const track = session.trackOf(name);
  const { error, warning } = track.counts;
  const verdict = `${error} divergence${error === 1 ? '' : 's'}, ${warning} warning${warning === 1 ? '' : 's'}`;
  const next = { ...model, track: session.tracks.indexOf(track), divergence: 0, revision: model.revision + 1 };
  return say(scrolled(next), `against ${name}: ${verdict}`, error > 0 ? 'error' : 'good');
}

/** The profile of the track that is shown. */
export const shownProfile = (model: Model): string => trackOf(model)?.profile?.name ?? '';
