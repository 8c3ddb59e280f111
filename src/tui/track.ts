import type { Profile } from '../device/profile.js';
import { Analysis, type ChooseProfile } from '../divergence/analysis.js';
import type { Divergence, DivergenceKind, Severity } from '../divergence/divergence.js';
import type { Observer } from '../divergence/observer.js';
import type { TraceResult } from '../divergence/result.js';
import { Checkpoints, type EventsBetween, type Moment } from '../replay/checkpoints.js';
import { type Machine, type PlayedRecord, startMachine } from '../replay/machine.js';
import type { TraceEvent } from '../trace/events.js';
import type { TraceHeader } from '../trace/header.js';

/** How bad a record is, from the least: what follows from another record weighs as little as a note. */
export const WEIGHTS = ['none', 'follows', 'note', 'warning', 'error'] as const;
export type Weight = (typeof WEIGHTS)[number];

const DIVERGENCES_KEPT = 10_000;

const larger = (column: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const next = new Uint8Array(column.length * 2);
  next.set(column);
  return next;
};

/** One trace held against one device: what each record came to, and the way back to the state at each. */
export class Track {
  profile: Profile | null = null;
  readonly counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  /** How many records have been played. */
  played = 0;
  result: TraceResult | null = null;
  /** The machine before the first record; null until the header is known. */
  start: Machine | null = null;
  /** In the order in which they were found; worst first once it is asked for in order. */
  private found: Divergence[] = [];
  private ordered: readonly Divergence[] | null = null;
  private known: readonly Divergence[] | null = null;
  private readonly checkpoints: Checkpoints;
  private readonly analysis: Analysis;
  private machine: Machine | null = null;
  private weights = new Uint8Array(1024);

  constructor(
    /** The profile as it was asked for; null for the trace's own. */
    readonly asked: string | null,
    kinds: readonly DivergenceKind[],
    choose: ChooseProfile,
    observers: readonly Observer[],
    eventsBetween: EventsBetween,
    readonly indexOfSeq: (seq: number) => number,
  ) {
    this.checkpoints = new Checkpoints(eventsBetween);
    const chosen: ChooseProfile = (header) => {
      const choice = choose(header);
      this.profile = choice.profile;
      return choice;
    };
    this.analysis = new Analysis(kinds, chosen, [...observers, this.observer()]);
  }

  header(header: TraceHeader): void {
    this.analysis.header(header);
    this.machine = startMachine(header);
    this.start = this.machine;
  }

  event(event: TraceEvent): void {
    this.analysis.event(event);
  }

  /** Nothing follows: what is found because of that is found now. */
  end(file: string, format: string | null): void {
    this.result = this.analysis.result(file, format);
    this.found = [...this.result.divergences];
    this.foundMore();
    Object.assign(this.counts, this.result.counts);
    for (const divergence of this.found) this.weigh(divergence);
  }

  weightAt = (index: number): Weight => WEIGHTS[this.weights[index] ?? 0] ?? 'none';

  /** The next record that weighs at least so much, from one on in one direction and round the end; itself at last. */
  nextOfWeight(from: number, step: 1 | -1, least: number, length: number): number | null {
    for (let count = 1, index = from; count <= length; count++) {
      index += step;
      if (index >= length) index = 0;
      else if (index < 0) index = length - 1;
      if ((this.weights[index] ?? 0) >= least) return index;
    }
    return null;
  }

  /** The worst first, then in order of time. */
  get divergences(): readonly Divergence[] {
    this.ordered ??= [...this.found].sort(
      (left, right) => RANK[left.severity] - RANK[right.severity] || left.seq - right.seq,
    );
    return this.ordered;
  }

  /** What follows from no other, in the same order: what is listed, walked through and counted. */
  get causes(): readonly Divergence[] {
    this.known ??= this.divergences.filter(({ followsFrom }) => followsFrom === null);
    return this.known;
  }

  private foundMore(): void {
    this.ordered = null;
    this.known = null;
  }

  /** The record with the machine before and after it; null where it has not been played yet. */
  momentAt(index: number): Moment | null {
    return this.profile === null ? null : this.checkpoints.at(index, this.profile);
  }

  private observer(): Observer {
    return {
      observe: (_event, played, _profile, found) => {
        this.see(played);
        this.keep(found);
        return [];
      },
      note: (found) => this.keep(found),
      end: () => [],
    };
  }

  private see({ machine }: PlayedRecord): void {
    const index = this.played++;
    this.checkpoints.pass(index, this.machine as Machine);
    this.machine = machine;
    while (index >= this.weights.length) this.weights = larger(this.weights);
  }

  private keep(found: readonly Divergence[]): void {
    if (found.length === 0) return;
    this.foundMore();
    for (const divergence of found) {
      this.counts[divergence.severity]++;
      if (this.found.length < DIVERGENCES_KEPT) this.found.push(divergence);
      this.weigh(divergence);
    }
  }

  private weigh({ seq, severity, followsFrom }: Divergence): void {
    const index = this.indexOfSeq(seq);
    const weight = WEIGHTS.indexOf(followsFrom === null ? severity : 'follows');
    if (weight > (this.weights[index] ?? 0)) this.weights[index] = weight;
  }
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };
