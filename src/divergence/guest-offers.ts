import { type DpaRange, rangeText } from '../device/extents.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import { EVENT_LOGS } from '../protocol/event-records.js';
import type { LogEvent, MailboxEvent, TraceEvent } from '../trace/events.js';
import type { GuestFact } from '../trace/guest-facts.js';
import { refusalOf } from './guest-refusal.js';
import type { Severity } from './severity.js';
import { type Finding, NOTHING, type Wants, type Watch } from './watch.js';

/** Capacity that a guest's driver says it was offered, or asked to give back. */
export interface GuestOffer {
  readonly kind: 'offer' | 'release';
  /** The line of its first event record. */
  readonly event: LogEvent;
  readonly ranges: DpaRange[];
  /** Its last record said that more follow. */
  more: boolean;
  /** A line shows that the driver took something of it. */
  isTaken: boolean;
  /** Where the driver said why it drops of it; null where it did not. */
  reason: TraceEvent | null;
  cleared: LogEvent | null;
}

/** What came of an offer. */
export type GuestOutcome =
  | { readonly kind: 'nothing-taken'; readonly event: MailboxEvent; readonly offer: GuestOffer }
  | {
      readonly kind: 'answer-refused';
      /** The command, or where the log has none the line that says so. */
      readonly event: MailboxEvent | LogEvent;
      /** What was answered: an offer, or what is asked back. */
      readonly of: GuestOffer['kind'];
      /** Null where no line names it. */
      readonly returnCode: number | null;
      readonly offer: GuestOffer | null;
      /** The answer names what was answered before. */
      readonly isRepeated: boolean;
    };

const ANSWERS: readonly number[] = [addDynamicCapacityResponse.opcode, releaseDynamicCapacity.opcode];

const WANTS: Wants = { kinds: ['log'], mailbox: ANSWERS, untold: ANSWERS };

/** More than ever wait: past it the oldest are forgotten. */
const OPEN_MAX = 256;

/** A rule on what a guest's driver makes of offers, where only its own lines tell of them. */
export const guestOffers = (
  severity: Severity,
  tell: { readonly at?: (outcome: GuestOutcome) => Finding | null; readonly open?: (offers: GuestOffers) => Finding[] },
): Watch => ({
  severity,
  wants: WANTS,
  start() {
    const offers = new GuestOffers();
    return {
      see({ event }) {
        const outcome = offers.take(event);
        const finding = outcome === null ? null : (tell.at?.(outcome) ?? null);
        return finding === null ? NOTHING : [finding];
      },
      open: () => tell.open?.(offers) ?? NOTHING,
    };
  },
});

/** Follows offers and releases through the lines of a guest: where the trace has the payloads too, those are judged. */
export class GuestOffers {
  private waiting: GuestOffer[] = [];
  private isTold = false;
  private hasAnswered = false;
  private hasReleased = false;
  private isKnown = false;

  /** What still waits for an answer. */
  get open(): readonly GuestOffer[] {
    return this.isTold ? [] : this.waiting;
  }

  take(event: TraceEvent): GuestOutcome | null {
    if (event.kind === 'mailbox') return this.command(event);
    if (event.kind !== 'log' || event.facts === undefined) return null;
    this.line(event, event.facts);
    return event.facts.kind === 'release-failed' ? this.failed(event) : null;
  }

  /** A driver that prints what it sends has said before that the device refused it. */
  private failed(event: LogEvent): GuestOutcome | null {
    if (this.hasReleased || this.isTold) return null;
    return { kind: 'answer-refused', of: 'release', event, returnCode: null, offer: null, isRepeated: false };
  }

  private command(event: MailboxEvent): GuestOutcome | null {
    if (event.isRequestUnknown !== true) this.isTold = true;
    if (event.cci !== 'primary' || this.isTold) return null;
    const isAnswer = event.opcode === addDynamicCapacityResponse.opcode;
    const offer = this.answered(isAnswer ? 'offer' : 'release');
    if (isAnswer) return this.outcome(event, offer);
    this.hasReleased = true;
    const returnCode = event.answer?.returnCode ?? 0;
    return returnCode === 0
      ? null
      : { kind: 'answer-refused', of: 'release', event, returnCode, offer, isRepeated: false };
  }

  private outcome(event: MailboxEvent, offer: GuestOffer | null): GuestOutcome | null {
    const isRepeated = this.isKnown || (offer === null && this.hasAnswered);
    const returnCode = event.answer?.returnCode ?? 0;
    this.isKnown = false;
    this.hasAnswered = true;
    if (returnCode !== 0) return { kind: 'answer-refused', of: 'offer', event, returnCode, offer, isRepeated };
    return offer === null || offer.isTaken ? null : { kind: 'nothing-taken', event, offer };
  }

  /** What is answered: what came last, or else what was cleared and has waited longest. */
  private answered(kind: GuestOffer['kind']): GuestOffer | null {
    const own = this.waiting.filter((one) => one.kind === kind);
    const offer = own.findLast(({ cleared }) => cleared === null) ?? own[0] ?? null;
    if (offer !== null) this.waiting = this.waiting.filter((one) => one !== offer);
    return offer;
  }

  private line(event: LogEvent, fact: GuestFact): void {
    if (fact.kind === 'capacity-event') this.asked(event, fact);
    else if (fact.kind === 'event-cleared' && fact.log === EVENT_LOGS['dynamic-capacity']) this.cleared(event);
    else if (fact.kind === 'extent-known-already') this.isKnown = true;
    const latest = this.waiting.findLast(({ kind }) => kind === 'offer');
    if (latest === undefined) return;
    if (fact.kind === 'more-follows') latest.more = true;
    if (isTaking(fact)) latest.isTaken = true;
    if (fact.kind === 'chain-timeout' || fact.kind === 'chain-too-long' || refusalOf(event)?.code != null)
      latest.reason ??= event;
  }

  private asked(event: LogEvent, fact: Extract<GuestFact, { kind: 'capacity-event' }>): void {
    const kind = fact.type === 'add-capacity' ? 'offer' : fact.type === 'release-capacity' ? 'release' : null;
    if (kind === null) return;
    const chain = this.waiting.at(-1);
    if (kind === 'offer' && chain?.kind === 'offer' && chain.more) {
      chain.ranges.push(fact);
      chain.more = false;
      return;
    }
    if (this.waiting.length === OPEN_MAX) this.waiting.shift();
    this.waiting.push({ kind, event, ranges: [fact], more: false, isTaken: false, reason: null, cleared: null });
  }

  private cleared(event: LogEvent): void {
    for (const one of this.waiting) if (!one.more) one.cleared ??= event;
  }
}

/** Lines that only stand where the driver takes an extent; which of them it prints depends on the series. */
const isTaking = (fact: GuestFact): boolean =>
  fact.kind === 'extent-added' ||
  fact.kind === 'extent-known-already' ||
  (fact.kind === 'region-extent' && fact.step === 'registered') ||
  (fact.kind === 'notify' && fact.action === 'add');

/** What was offered, in words. */
export const rangesText = ({ ranges }: GuestOffer): string =>
  `${ranges.slice(0, 3).map(rangeText).join(', ')}${ranges.length > 3 ? ' …' : ''}`;
