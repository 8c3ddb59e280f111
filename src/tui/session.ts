import type { Issue } from '../base/issue.js';
import type { ChooseProfile } from '../divergence/analysis.js';
import { divergenceKinds } from '../divergence/index.js';
import type { Observer } from '../divergence/observer.js';
import type { TraceEvent } from '../trace/events.js';
import type { TraceSink } from '../trace/format.js';
import type { TraceHeader } from '../trace/header.js';
import { Columns } from './columns.js';
import { Track } from './track.js';

/** Reads events again that are not held in memory: those of the lines from one to another, both included. */
export type RereadLines = (firstLine: number, lastLine: number) => readonly TraceEvent[];

export interface SessionOptions {
  readonly name: string;
  /** Of a merged trace the path of each file, by the name that its records carry. */
  readonly paths?: ReadonlyMap<string, string>;
  /** Profiles to hold the trace against; null is the trace's own. The first is shown. */
  readonly profiles: readonly (string | null)[];
  readonly choose: (profile: string | null) => ChooseProfile;
  /** What else is found as the replay goes by: expectations. */
  readonly observers: () => readonly Observer[];
  /** Where it is given, events are not held. */
  readonly reread: RereadLines | null;
}

/** How far reading has come. */
export interface Progress {
  readonly isDone: boolean;
  readonly bytes: number;
  /** Null where it is not known, as on standard input. */
  readonly bytesTotal: number | null;
}

const ISSUES_KEPT = 1000;
const BLOCK = 256;
const BLOCKS_KEPT = 64;

/** One trace as it is looked at: an index that grows while it is read, and its replays. */
export class Session implements TraceSink {
  readonly columns = new Columns();
  readonly tracks: Track[] = [];
  readonly issues: Issue[] = [];
  issueCount = 0;
  head: TraceHeader | null = null;
  format: string | null = null;
  progress: Progress = { isDone: false, bytes: 0, bytesTotal: null };
  openTrace?: (source: string) => TraceSink;
  private readonly held: TraceEvent[] = [];
  /** Tracks that were asked for later, and how many records each has had. */
  private readonly behind = new Map<Track, number>();
  private blocks = new Map<number, readonly TraceEvent[]>();

  constructor(readonly options: SessionOptions) {
    for (const profile of options.profiles) this.tracks.push(this.track(profile));
  }

  get name(): string {
    return this.head?.source === undefined ? this.options.name : `${this.options.name} ${this.head.source}`;
  }

  get length(): number {
    return this.columns.length;
  }

  header(header: TraceHeader): void {
    this.head = header;
    for (const track of this.tracks) track.header(header);
  }

  event(event: TraceEvent): void {
    if (this.head === null) return;
    this.columns.push(event);
    if (this.options.reread === null) this.held.push(event);
    for (const track of this.tracks) if (!this.behind.has(track)) track.event(event);
  }

  issue(issue: Issue): void {
    this.issueCount++;
    if (this.issues.length < ISSUES_KEPT) this.issues.push(issue);
  }

  end(): void {
    this.progress = { ...this.progress, isDone: true };
    for (const track of this.tracks) if (!this.behind.has(track)) this.ended(track);
  }

  eventAt(index: number): TraceEvent | null {
    return this.eventsBetween(index, index + 1)[0] ?? null;
  }

  eventsBetween = (start: number, end: number): readonly TraceEvent[] => {
    const stop = Math.min(end, this.columns.length);
    if (this.options.reread === null) return this.held.slice(start, stop);
    const events: TraceEvent[] = [];
    for (let at = start - (start % BLOCK); at < stop; at += BLOCK)
      events.push(...this.block(at).slice(Math.max(0, start - at), stop - at));
    return events;
  };

  /** The track of a profile. Where there is none yet, it is begun: `catchUp` plays it. */
  trackOf(profile: string): Track {
    const known = this.tracks.find((track) => track.profile?.name === profile);
    if (known !== undefined) return known;
    const track = this.track(profile);
    if (this.head !== null) track.header(this.head);
    this.tracks.push(track);
    this.behind.set(track, 0);
    return track;
  }

  /** How much of the trace a track has been played, from 0 to 1; null where it has all that was read. */
  shareOf(track: Track): number | null {
    const fed = this.behind.get(track);
    return fed === undefined ? null : fed / Math.max(1, this.length);
  }

  get isBehind(): boolean {
    return this.behind.size > 0;
  }

  /** Plays so many more records of each track that is behind. */
  catchUp(records: number): void {
    for (const [track, fed] of this.behind) {
      const events = this.eventsBetween(fed, fed + records);
      for (const event of events) track.event(event);
      const next = fed + Math.max(1, events.length);
      if (next < this.length) this.behind.set(track, next);
      else {
        this.behind.delete(track);
        if (this.progress.isDone) this.ended(track);
      }
    }
  }

  /** Gives up what is behind. */
  dropBehind(): void {
    for (const track of this.behind.keys()) this.tracks.splice(this.tracks.indexOf(track), 1);
    this.behind.clear();
  }

  private ended(track: Track): void {
    if (this.head !== null) track.end(this.name, this.format);
  }

  private track(profile: string | null): Track {
    const { choose, observers } = this.options;
    const indexOfSeq = (seq: number) => this.columns.indexOfSeq(seq);
    return new Track(profile, divergenceKinds, choose(profile), observers(), this.eventsBetween, indexOfSeq);
  }

  /** A run of events that is read again; the latest ones used are kept, and read anew once there is more of them. */
  private block(start: number): readonly TraceEvent[] {
    const { columns } = this;
    const last = Math.min(start + BLOCK, columns.length) - 1;
    const known = this.blocks.get(start);
    if (known !== undefined && (known.length === BLOCK || known.length > last - start)) return known;
    const read = this.options.reread?.(columns.lineAt(start), columns.lineAt(last)) ?? [];
    if (this.blocks.size >= BLOCKS_KEPT) this.blocks = new Map([...this.blocks].slice(BLOCKS_KEPT / 2));
    this.blocks.set(start, read);
    return read;
  }
}
