import type { JsonValue } from '../base/json.js';
import type { Profile } from '../device/profile.js';
import type { TraceEvent } from '../trace/events.js';
import type { RecordPlace } from '../trace/record-place.js';
import type { Exchange } from './ledger.js';
import type { Played } from './played.js';
import type { Basis, Severity } from './severity.js';

/** A rule: which records it looks at, and what it makes of them in one trace. */
export interface Watch {
  /** How bad its findings are, where they do not say. */
  readonly severity: Severity;
  readonly wants: Wants;
  /** A watcher for one device of one trace. */
  start(profile: Profile): Watcher;
}

/** The records that a rule asks for; no other costs it anything. */
export interface Wants {
  /** Opcodes on the primary mailbox. */
  readonly mailbox?: readonly number[];
  /** Opcodes of commands on the primary mailbox whose request the trace does not show, as in a guest's log. */
  readonly untold?: readonly number[];
  /** Opcodes that a fabric manager sends through the device's FM-owned LD. */
  readonly fabricManager?: readonly number[];
  readonly qmp?: readonly string[];
  readonly kinds?: readonly TraceEvent['kind'][];
  /** Commands that were refused, mailbox and QMP. */
  readonly refusals?: true;
  /** Records at which the modelled device dies. */
  readonly deaths?: true;
  /** Records at which the device reads or writes outside the memory that they are about. */
  readonly corruptions?: true;
  /** Records at which the device prints lines. */
  readonly prints?: true;
  /** Records that agree only after commands that the trace does not show. */
  readonly explained?: true;
}

/** What a rule remembers of a trace; it may be a closure. */
export interface Watcher {
  /** What it finds at a record. */
  see(played: Played): readonly Finding[];
  /** What it would find if the trace ended here; asking changes nothing. */
  open?(): readonly Finding[];
}

/** What a rule found. */
export interface Finding {
  readonly event: TraceEvent;
  readonly message: string;
  /** The kind's explanation where it is absent. */
  readonly because?: string;
  readonly path?: string;
  readonly recorded?: JsonValue;
  readonly replayed?: JsonValue;
  /** `rule` where it is absent. */
  readonly basis?: Basis;
  readonly severity?: Severity;
  /** The record of which this is a consequence, null where it is a cause of its own; absent, what the replay knows counts. */
  readonly followsFrom?: number | null;
  /** Where it went wrong, if that is another record. */
  readonly origin?: RecordPlace | undefined;
  /** What the causes are weighed by, where it is not the record that is looked at: for what is found at the end. */
  readonly seen?: Played;
  /** The offer or release that it is about, for what is found at the end: its story is told. */
  readonly exchange?: Exchange;
}

export const NOTHING: readonly Finding[] = [];

/** A rule that looks at each record alone. */
export const eachRecord = (severity: Severity, wants: Wants, see: (played: Played) => Finding | null): Watch => ({
  severity,
  wants,
  start: () => ({
    see(played) {
      const finding = see(played);
      return finding === null ? NOTHING : [finding];
    },
  }),
});

/**
 * A rule about something that a device or a host does all the time: told once, where it first shows, with how often and
 * the first record of each command.
 */
export const oncePerTrace = (
  severity: Severity,
  wants: Wants,
  isOne: (played: Played) => boolean,
  tell: (seen: readonly Played['event'][], count: number) => Pick<Finding, 'message' | 'because'>,
): Watch => ({
  severity,
  wants,
  start() {
    const seen = new Map<string | number, Played['event']>();
    let count = 0;
    return {
      see(played) {
        if (!isOne(played)) return NOTHING;
        count++;
        const name = nameOf(played.event);
        if (!seen.has(name)) seen.set(name, played.event);
        return NOTHING;
      },
      open() {
        const events = [...seen.values()];
        const [event] = events;
        return event === undefined ? NOTHING : [{ event, ...tell(events, count) }];
      },
    };
  },
});

/** What a command is called: one of each is enough to tell of. */
const nameOf = (event: TraceEvent): string | number =>
  event.kind === 'mailbox' ? event.opcode : event.kind === 'qmp' ? event.execute : event.kind;
