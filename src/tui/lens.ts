import type { DeviceState } from '../device/state.js';
import type { Divergence } from '../divergence/divergence.js';
import { eventTitle } from '../divergence/event-title.js';
import type { Moment } from '../replay/checkpoints.js';
import type { TraceEvent } from '../trace/events.js';
import { type Brief, briefOf } from './brief.js';
import { type DecodedRow, decodedRows } from './decoded-rows.js';
import type { Session } from './session.js';
import { type ChangedRow, changesBetween, stateRows } from './state-rows.js';
import { type Subject, subjectOf } from './subject.js';
import type { Track } from './track.js';
import { type Reason, reasonsOf } from './why.js';

/** All that the panes show of one record. */
export interface View {
  readonly index: number;
  readonly event: TraceEvent;
  readonly title: string;
  readonly moment: Moment | null;
  /** The device that the record concerns, before and after it. */
  readonly before: DeviceState | null;
  readonly after: DeviceState | null;
  readonly subject: Subject;
  readonly decoded: readonly DecodedRow[];
  readonly state: readonly ChangedRow[];
  readonly reasons: readonly Reason[];
  readonly found: readonly Divergence[];
}

/** A host names what it was offered or has, and so does an operator who wants capacity back. */
const namesWhatIsKnown = (event: TraceEvent): boolean =>
  event.kind === 'mailbox' || (event.kind === 'qmp' && event.execute.includes('release'));

/** What a row of the timeline needs. */
export interface RowView {
  readonly event: TraceEvent;
  readonly subject: Subject;
  readonly brief: Brief;
  /** Which of several devices it went to; null where there is one, or it went to none. */
  readonly device: number | null;
}

/** Rows that were drawn are drawn again with the next key. */
const ROWS_KEPT = 512;

/** Looks at one record of a track at a time, and remembers the last one. */
export class Lens {
  private last: { readonly track: Track; readonly found: number; readonly view: View } | null = null;

  private rows = new Map<number, RowView>();

  constructor(private readonly session: Session) {}

  /** A record as the timeline shows it. */
  row(track: Track, index: number): RowView | null {
    const known = this.rows.get(index);
    if (known !== undefined) return known;
    const event = this.session.eventAt(index);
    if (event === null) return null;
    const subject = this.subject(track, event);
    const isSent = event.kind === 'mailbox' || event.kind === 'qmp' || event.kind === 'register';
    const moment = isSent && this.devices(track) > 1 ? track.momentAt(index) : null;
    const row = { event, subject, brief: briefOf(event, subject), device: moment?.played.device ?? null };
    // Not played yet: with the next frame it may be.
    if (moment === null && isSent && this.devices(track) !== 1) return row;
    if (this.rows.size >= ROWS_KEPT) this.rows = new Map();
    this.rows.set(index, row);
    return row;
  }

  view(track: Track, index: number): View | null {
    const { last } = this;
    const found = track.divergences.length;
    if (last?.view.index === index && last.track === track && last.found === found && last.view.moment !== null)
      return last.view;
    const view = this.look(track, index);
    this.last = view === null ? null : { track, found, view };
    return view;
  }

  private devices = (track: Track): number => track.start?.states.length ?? 0;

  /** What a record is about. Regions do not move, so that the first state tells where they are. */
  subject(track: Track, event: TraceEvent): Subject {
    return subjectOf(event, track.start?.states[0]?.device ?? null);
  }

  private look(track: Track, index: number): View | null {
    const event = this.session.eventAt(index);
    if (event === null) return null;
    const moment = track.momentAt(index);
    const device = moment?.played.device ?? 0;
    const before = moment?.before.states[device]?.device ?? null;
    const after = moment?.played.machine.states[device]?.device ?? null;
    const subject = subjectOf(event, before);
    const found = track.divergences.filter(({ seq }) => seq === event.seq);
    const { profile } = track;
    return {
      index,
      event,
      title: eventTitle(event),
      moment,
      before,
      after,
      subject,
      decoded: decodedRows(event, moment?.played.comparison ?? null, found),
      state:
        before === null || after === null || profile === null
          ? []
          : changesBetween(stateRows(before, profile), stateRows(after, profile)),
      reasons: before === null ? [] : reasonsOf(subject, before, namesWhatIsKnown(event)),
      found,
    };
  }
}
