import { didYouMean } from '../base/nearest.js';
import { type Model, say, sourceOf, trackOf } from './model.js';
import { scrolled } from './rows.js';

/** So many records are played in a turn; what is short is played at once. */
const SLICE = 64;
const FIRST_SLICES = 16;

/** Shows the trace against another device; it is replayed where it was not yet. */
export function chooseProfile(model: Model, name: string): Model {
  const source = sourceOf(model);
  const names = model.profiles.map((profile) => profile.name);
  if (source === null) return model;
  if (!names.includes(name)) return say(model, `no profile "${name}"${didYouMean(name, names)}`, 'error');
  const { session } = source;
  const track = session.trackOf(name);
  for (let slice = 0; slice < FIRST_SLICES && session.isBehind; slice++) session.catchUp(SLICE);
  const next = { ...model, track: session.tracks.indexOf(track), divergence: 0, revision: model.revision + 1 };
  return verdictSaid(scrolled(next));
}

/** Plays on what is not played yet against a device that was chosen; says how far it is, and what it came to. */
export function caughtUp(model: Model): Model {
  const session = sourceOf(model)?.session;
  if (session === undefined || !session.isBehind) return model;
  session.catchUp(SLICE);
  return verdictSaid({ ...model, revision: model.revision + 1 });
}

/** Gives up a device that is still being played, and shows the trace's own again. */
export function catchingUpStopped(model: Model): Model {
  const session = sourceOf(model)?.session;
  if (session === undefined || !session.isBehind) return model;
  session.dropBehind();
  return say(scrolled({ ...model, track: 0, divergence: 0, revision: model.revision + 1 }), 'stopped', 'note');
}

function verdictSaid(model: Model): Model {
  const track = trackOf(model);
  const session = sourceOf(model)?.session;
  if (track === null || session === undefined) return model;
  const { error, warning } = track.counts;
  const verdict = `${error} divergence${error === 1 ? '' : 's'}, ${warning} warning${warning === 1 ? '' : 's'}`;
  const share = session.shareOf(track);
  const name = shownProfile(model);
  return share === null
    ? say(model, `against ${name}: ${verdict}`, error > 0 ? 'error' : 'good')
    : say(model, `against ${name}: ${Math.floor(share * 100)} % played, ${verdict} so far; esc stops`, 'note');
}

/** The profile of the track that is shown. */
export const shownProfile = (model: Model): string => trackOf(model)?.profile?.name ?? '';
