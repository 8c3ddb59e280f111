import type { Profile } from '../device/profile.js';
import type { Machine, PlayedRecord } from '../replay/machine.js';
import { standing } from '../replay/replay.js';
import type { ReplayState } from '../replay/replay-state.js';
import { enter } from './bookkeeping.js';
import { classify, ruleDivergence } from './classify.js';
import type { Divergence, DivergenceKind } from './divergence.js';
import type { Played } from './played.js';
import { withStory } from './story.js';
import type { Finding } from './watch.js';
import { Watchers, type Watching } from './watchers.js';

const NOTHING: readonly Divergence[] = [];

/** Stories take time to make and to read: of more causes than this nobody reads them. */
const STORIES_MAX = 64;

/** Says what a record comes to: differences by kind, and what the rules find whether or not anything differs. */
export class Rules {
  private stories = 0;
  private readonly devices: readonly Watchers[];

  constructor(
    private readonly kinds: readonly DivergenceKind[],
    private readonly profile: Profile,
    devices: number,
  ) {
    this.devices = Array.from({ length: devices }, () => new Watchers(kinds, profile));
  }

  /** What a record comes to, from the machine before it and what the replay made of it. */
  see(before: Machine, record: PlayedRecord): readonly Divergence[] {
    const { earlier, later, between } = record;
    if (earlier === undefined && later === undefined) return this.seeRecord(before, record);
    const from = this.hear(before, earlier ?? [], 'concluded');
    const found = this.seeRecord(from, between === undefined ? record : { ...record, machine: between });
    this.hear(between ?? record.machine, later ?? [], 'filled');
    return found;
  }

  /** Remembers commands that no record shows: no rule judges them. Returns the machine after them. */
  private hear(before: Machine, records: readonly PlayedRecord[], unrecorded: Played['unrecorded']): Machine {
    let from = before;
    for (const record of records) {
      const device = record.device ?? 0;
      const watchers = this.devices[device] as Watchers;
      if (watchers.isEntered(record.comparison.event))
        enter({ ...this.playedOn(device, watchers, from, record), unrecorded });
      from = record.machine;
    }
    return from;
  }

  private seeRecord(before: Machine, record: PlayedRecord): readonly Divergence[] {
    if (record.device !== null) return this.seeOn(record.device, before, record);
    const found = this.devices.flatMap((_, index) => this.seeOn(index, before, record));
    return oncePerMachine(found);
  }

  /** What is found because nothing follows any more. */
  close(): readonly Divergence[] {
    const found = this.devices.flatMap(({ all }) =>
      all.flatMap(({ kind, watch, watcher }) =>
        (watcher.open?.() ?? []).map((finding) =>
          ruleDivergence(kind, watch.severity, finding, finding.followsFrom ?? null),
        ),
      ),
    );
    return oncePerMachine(found);
  }

  private seeOn(device: number, before: Machine, record: PlayedRecord): readonly Divergence[] {
    const { comparison, device: concerned } = record;
    const watchers = this.devices[device] as Watchers;
    // Of several devices the answer of one is told.
    const differs = comparison.verdict === 'differs' && device === (concerned ?? record.teller ?? 0);
    // A death that only the recording shows is told of the command before, which the rules saw then.
    const isToldLater = differs && comparison.output === null;
    const interested = isToldLater ? [] : watchers.interested(comparison);
    const isEntered = !isToldLater && watchers.isEntered(comparison.event);
    if (!differs && !isEntered && interested.length === 0) return NOTHING;
    const from = before.states[device] as ReplayState;
    const played = this.playedOn(device, watchers, before, record);
    const found = differs ? [...classify(this.kinds, played)] : [];
    for (const watching of interested) {
      const seen = watching.watcher.see(played);
      // Nearly always nothing.
      if (seen.length > 0) found.push(...this.tell(watching, seen, played, from, found));
    }
    if (isEntered) enter(played);
    return found.length === 0 || this.stories >= STORIES_MAX ? found : found.map((one) => this.told(played, one));
  }

  /** The first causes of a trace are told with how it came to them. */
  private told(played: Played, one: Divergence): Divergence {
    if (one.severity === 'note' || one.followsFrom !== null) return one;
    this.stories++;
    return withStory(played, one);
  }

  private playedOn(device: number, watchers: Watchers, before: Machine, { comparison, machine }: PlayedRecord): Played {
    // Member by member: a spread per record costs more than most rules.
    return {
      event: comparison.event,
      verdict: comparison.verdict,
      output: comparison.output,
      mismatches: comparison.mismatches,
      followsFrom: comparison.followsFrom,
      corruption: comparison.corruption,
      why: comparison.why,
      isFollowed: comparison.isFollowed,
      unseen: comparison.unseen,
      explained: comparison.explained,
      log: comparison.log,
      profile: this.profile,
      before: (before.states[device] as ReplayState).device,
      after: (machine.states[device] as ReplayState).device,
      ledger: watchers.ledger,
    };
  }

  /** What one rule saw at a record; a difference that is told there already is the cause of the rest. */
  private tell(
    { kind, watch }: Watching,
    seen: readonly Finding[],
    played: Played,
    from: ReplayState,
    found: readonly Divergence[],
  ): readonly Divergence[] {
    const isHere = (one: { readonly seq: number }) => one.seq === played.event.seq;
    return seen.flatMap((finding) => {
      // What agrees only after unrecorded commands is told as a note of the replay: it is no cause of what a rule finds.
      const differing =
        played.verdict === 'differs' ? found.filter(({ basis }) => basis === 'replay').filter(isHere) : [];
      if (isHere(finding.event) && differing.some(({ code }) => code === kind.code)) return [];
      const followsFrom =
        finding.followsFrom !== undefined
          ? finding.followsFrom
          : (causeHere(differing) ?? standing(this.profile, from, finding.event));
      return [ruleDivergence(kind, watch.severity, finding, followsFrom, played)];
    });
  }
}

/** What is the same on all devices is one thing: the machine did it, or its guest, which says of no device that it was it. */
function oncePerMachine(found: readonly Divergence[]): readonly Divergence[] {
  if (found.length < 2) return found;
  const keyOf = ({ seq, code, path, message }: Divergence) => `${seq} ${code} ${path} ${message}`;
  const first = new Map(found.map((one) => [keyOf(one), one] as const).reverse());
  return found.filter((one) => first.get(keyOf(one)) === one);
}

/** The difference at the record that is a cause, if there is one. */
const causeHere = ([first]: readonly Divergence[]): number | null =>
  first !== undefined && first.followsFrom === null ? first.seq : null;
