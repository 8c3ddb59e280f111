import type { Profile } from '../device/profile.js';
import type { TraceEvent } from '../trace/events.js';
import { type Machine, type PlayedRecord, playRecord } from './machine.js';

/** How many records lie between two kept states: as many as are played again in a few milliseconds. */
const CHECKPOINT_EVERY = 1000;

/** Who looks at a record will look at the next ones. */
const AHEAD = 64;

/** How many stretches between checkpoints are kept whole, the latest ones used. */
const STRETCHES_KEPT = 4;

/** A record as it was played, with the machine before it. */
export interface Moment {
  readonly before: Machine;
  readonly played: PlayedRecord;
}

interface Stretch {
  readonly start: number;
  readonly profile: Profile;
  readonly moments: Moment[];
}

/** The events at positions from `start` up to `end`, of those that have been read. */
export type EventsBetween = (start: number, end: number) => readonly TraceEvent[];

/**
 * Going back in time: the state is kept at every so many records, and what lies between is played again when it is
 * asked for. The engine is a function of its input, so that this gives what the first pass gave.
 */
export class Checkpoints {
  private readonly kept: Machine[] = [];
  private stretches: Stretch[] = [];

  constructor(private readonly eventsBetween: EventsBetween) {}

  /** To be called for each record in order, with the machine before it. */
  pass(index: number, before: Machine): void {
    if (index % CHECKPOINT_EVERY === 0) this.kept[index / CHECKPOINT_EVERY] = before;
  }

  /** The record at a position and the machine before and after it; null where it has not been passed. */
  at(index: number, profile: Profile): Moment | null {
    const start = index - (index % CHECKPOINT_EVERY);
    const stretch =
      this.stretches.find((one) => one.start === start && one.profile === profile) ?? this.open(start, profile);
    if (stretch === null) return null;
    if (stretch.moments.length <= index - start) this.fill(stretch, index + AHEAD);
    return stretch.moments[index - start] ?? null;
  }

  private open(start: number, profile: Profile): Stretch | null {
    if (this.kept[start / CHECKPOINT_EVERY] === undefined) return null;
    const stretch = { start, profile, moments: [] };
    this.stretches = [stretch, ...this.stretches].slice(0, STRETCHES_KEPT);
    return stretch;
  }

  /** Plays what was not played yet of a stretch, up to a position, as far as it has been read. */
  private fill({ start, moments, profile }: Stretch, until: number): void {
    const from = start + moments.length;
    let machine = moments.at(-1)?.played.machine ?? (this.kept[start / CHECKPOINT_EVERY] as Machine);
    for (const event of this.eventsBetween(from, Math.min(until, start + CHECKPOINT_EVERY))) {
      const played = playRecord(profile, machine, event);
      moments.push({ before: machine, played });
      machine = played.machine;
    }
  }
}
