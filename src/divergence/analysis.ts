import type { Issue } from '../base/issue.js';
import { contentHash } from '../device/hash.js';
import type { Profile } from '../device/profile.js';
import type { Comparison } from '../replay/comparison.js';
import { type Machine, type PlayedRecord, playRecord, startMachine } from '../replay/machine.js';
import { beginningInferences } from '../replay/mid-life.js';
import { clockInferences } from '../replay/replay-clock.js';
import { hostInferences } from '../replay/unrecorded-state.js';
import type { TraceEvent } from '../trace/events.js';
import type { TraceSink } from '../trace/format.js';
import type { Inference, TraceHeader } from '../trace/header.js';
import type { Divergence, DivergenceKind, Severity } from './divergence.js';
import type { Observer } from './observer.js';
import type { Tally, TraceResult } from './result.js';
import { Rules } from './rules.js';
import { Strangers } from './strangers.js';

/** A hostile trace can differ in every record: so many are listed, all are counted. */
const LISTED_MAX = 10_000;

const NOTHING: readonly Divergence[] = [];

/** Chooses the profile for a trace, with what was taken for granted in doing so. */
export type ChooseProfile = (header: TraceHeader) => {
  readonly profile: Profile;
  readonly inferred: readonly Inference[];
  /** Set where the trace names a profile that is not known. */
  readonly issue?: Issue;
  /** Set where another device would only make differences up. */
  readonly isRefused?: true;
};

/** Replays a trace as it is read and collects what it comes to; memory does not grow with the trace. */
export class Analysis implements TraceSink {
  /** Set by who can replay more machines of the same file. */
  openTrace?: (source: string) => TraceSink;
  private profile: Profile | null = null;
  private head: TraceHeader | null = null;
  private current: Machine | null = null;
  private rules: Rules | null = null;
  /** Expectations at the end so far: they hold for all that came before, and for its end if nothing follows. */
  private held: { readonly event: TraceEvent; readonly played: PlayedRecord }[] = [];
  private events = 0;
  private unmodelled = 0;
  private issueCount = 0;
  private readonly unmodelledCommands = new Map<string, number>();
  private readonly byCommand = new Map<string, { compared: number; matched: number }>();
  private readonly divergences: Divergence[] = [];
  private readonly counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  private readonly issues: Issue[] = [];
  private readonly strangers = new Strangers();
  private inferred: readonly Inference[] = [];
  private hasEnded = false;

  constructor(
    private readonly kinds: readonly DivergenceKind[],
    private readonly chooseProfile: ChooseProfile,
    /** In order: each is told what those before it found. */
    private readonly observers: readonly Observer[] = [],
  ) {}

  header(header: TraceHeader): void {
    this.head = header;
    const chosen = this.chooseProfile(header);
    if (chosen.issue !== undefined) this.issue(chosen.issue);
    if (chosen.isRefused || header.isDeviceUnread) return;
    this.profile = chosen.profile;
    this.inferred = [...(header.inferred ?? []), ...chosen.inferred];
    this.current = startMachine(header);
    this.rules = new Rules(this.kinds, chosen.profile, header.devices.length);
  }

  event(event: TraceEvent): void {
    this.events++;
    if (this.current === null || this.profile === null || this.rules === null) return;
    const before = this.current;
    const played = playRecord(this.profile, before, event);
    this.current = played.machine;
    if (played.stranger !== undefined) {
      this.strangers.report(played.stranger, event, (issue) => this.issue(issue));
      return;
    }
    if (event.kind === 'expect') {
      this.held.push({ event, played });
      return;
    }
    if (this.held.length > 0) this.release(NOTHING);
    this.count(played.comparison);
    this.tell(event, played, this.rules.see(before, played));
  }

  issue(issue: Issue): void {
    this.issueCount++;
    if (this.issues.length < LISTED_MAX) this.issues.push(issue);
  }

  result(file: string, format: string | null): TraceResult {
    this.end();
    const tallies = [...this.byCommand.values()];
    const states = this.current?.states.map(({ device }) => device) ?? [];
    const all = this.current?.states ?? [];
    const beginnings = all.flatMap(({ unseen }, place) =>
      beginningInferences(unseen, all.length > 1 ? `devices[${place}].` : ''),
    );
    const hosts = all.flatMap(({ unrecorded }, place) =>
      hostInferences(unrecorded, all.length > 1 ? `devices[${place}].` : ''),
    );
    const clocks = all.flatMap(({ clock }) => clockInferences(clock));
    return {
      file,
      source: this.head?.source ?? null,
      format,
      profile: this.profile?.name ?? null,
      title: this.head?.title ?? null,
      recordedFrom: this.head?.recordedFrom ?? null,
      events: this.events,
      compared: tallies.reduce((sum, { compared }) => sum + compared, 0),
      matched: tallies.reduce((sum, { matched }) => sum + matched, 0),
      unmodelled: this.unmodelled,
      unmodelledCommands: this.unmodelledCommands,
      byCommand: this.byCommand as ReadonlyMap<string, Tally>,
      divergences: this.divergences,
      counts: this.counts,
      inferred: [...this.inferred, ...beginnings, ...hosts, ...clocks],
      issues: this.issues,
      issueCount: this.issueCount,
      finalState: states.length === 0 ? null : contentHash(states),
    };
  }

  private end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    const found = this.rules?.close() ?? NOTHING;
    this.keep(found);
    if (this.held.length > 0) this.release(found);
    else for (const observer of this.observers) observer.note?.(found);
    for (const observer of this.observers) this.keep(observer.end());
    this.divergences.sort((left, right) => left.seq - right.seq);
  }

  /** Lets the observers see the expectations that were held back, and first what was found since. */
  private release(found: readonly Divergence[]): void {
    const held = this.held;
    this.held = [];
    for (const observer of this.observers) observer.note?.(found);
    for (const { event, played } of held) this.tell(event, played, NOTHING);
  }

  /** Keeps what was found in a record, and what the observers find then. */
  private tell(event: TraceEvent, played: PlayedRecord, found: readonly Divergence[]): void {
    let all = found;
    for (const observer of this.observers) {
      const more = observer.observe(event, played, this.profile as Profile, all);
      if (more.length > 0) all = [...all, ...more];
    }
    if (all.length > 0) this.keep(all);
  }

  private count({ event, verdict }: Comparison): void {
    if (verdict === 'silent') return;
    const command = commandKey(event);
    if (verdict === 'unmodelled') {
      this.unmodelled++;
      this.unmodelledCommands.set(command, (this.unmodelledCommands.get(command) ?? 0) + 1);
    } else this.tally(command, verdict === 'matched');
  }

  private keep(found: readonly Divergence[]): void {
    for (const divergence of found) {
      this.counts[divergence.severity]++;
      if (this.divergences.length < LISTED_MAX) this.divergences.push(divergence);
    }
  }

  private tally(command: string, isMatch: boolean): void {
    const tally = this.byCommand.get(command) ?? { compared: 0, matched: 0 };
    tally.compared++;
    if (isMatch) tally.matched++;
    this.byCommand.set(command, tally);
  }
}

/** What a record counts under: its opcode, its QMP command, its register. */
function commandKey(event: TraceEvent): string {
  if (event.kind === 'mailbox') {
    const opcode = `${event.opcode.toString(16).padStart(4, '0')}h`;
    return event.cci === 'primary' ? opcode : `${event.cci} ${opcode}`;
  }
  if (event.kind === 'qmp') return event.execute;
  return event.kind === 'register' ? `register ${event.register}` : event.kind;
}
