import type { Profile } from '../device/profile.js';
import type { TraceEvent } from '../trace/events.js';
import { type Addressed, addressee, type Machine, nameOf, withName } from './addressee.js';
import { playRecord } from './machine.js';

/** More ways to give names to devices are not tried: four devices have as many. */
const WAYS_MAX = 24;

/**
 * The machine in which devices that the trace does not describe by an address have those that its records use: of all
 * ways, the one in which the devices answer most as recorded; where several do, the names in order of appearance.
 */
export function withNamesFound(profile: Profile, machine: Machine, events: readonly TraceEvent[]): Machine {
  const strangers = strangersOf(machine, events);
  const free = machine.devices.flatMap(({ mailboxAddress }, place) => (mailboxAddress === null ? [place] : []));
  if (strangers.length === 0 || free.length === 0) return machine;
  let best = machine;
  let most = Number.NEGATIVE_INFINITY;
  let tried = 0;
  for (const places of ways(strangers.length, free)) {
    if (tried++ === WAYS_MAX) break;
    const named = strangers.reduce((sum, stranger, index) => {
      const place = places[index];
      return place === undefined ? sum : (withName(sum, stranger, place) ?? sum);
    }, machine);
    const score = agreement(profile, named, events);
    if (score > most) {
      most = score;
      best = named;
    }
  }
  return best;
}

/** The first record of each name that no device has. */
function strangersOf(machine: Machine, events: readonly TraceEvent[]): readonly Addressed[] {
  const first = new Map<string, Addressed>();
  for (const event of events) {
    if (event.kind !== 'mailbox' && event.kind !== 'register') continue;
    if (addressee(machine, event) === 'unknown' && !first.has(nameOf(event))) first.set(nameOf(event), event);
  }
  return [...first.values()];
}

/** Every way to give so many names to free places, those in order first; a name beyond them gets none. */
function* ways(names: number, free: readonly number[]): Generator<readonly (number | undefined)[]> {
  if (names === 0) {
    yield [];
    return;
  }
  for (const place of free) {
    const others = free.filter((other) => other !== place);
    for (const rest of ways(names - 1, others)) yield [place, ...rest];
  }
  if (names > free.length) for (const rest of ways(names - 1, free)) yield [undefined, ...rest];
}

/** How many more answers are as recorded than are not. */
function agreement(profile: Profile, start: Machine, events: readonly TraceEvent[]): number {
  let machine = start;
  let score = 0;
  for (const event of events) {
    const played = playRecord(profile, machine, event);
    machine = played.machine;
    const { verdict } = played.comparison;
    if (verdict === 'matched') score++;
    if (verdict === 'differs' || played.stranger !== undefined) score--;
  }
  return score;
}
