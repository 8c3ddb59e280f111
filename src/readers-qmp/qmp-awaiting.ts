import type { JsonValue } from '../base/json.js';
import type { QmpAnswer } from '../trace/events.js';
import type { QmpMessage, QmpRequest } from './qmp-message.js';

/** Where a message stands in its source; `epochNs` is null where the source shows no time beside it. */
export interface MessagePlace {
  readonly line: number;
  readonly lastLine: number;
  readonly epochNs: bigint | null;
}

/** A request on its way to its answer. */
export interface Asked extends MessagePlace {
  readonly request: QmpRequest;
}

type EventMessage = QmpMessage & { readonly kind: 'event' };

/** What waits, in the order of the source: requests for their answers, and what must not overtake them. */
type Waiting =
  | { readonly asked: Asked; answer: QmpAnswer | null; answerPlace: MessagePlace | null }
  | { readonly message: EventMessage; readonly place: MessagePlace };

/** So many may wait; a source in which more requests stay unanswered shows no answers to pair. */
const WAITING_MAX = 4096;

/**
 * Pairs answers with requests: by id where they carry one, else in order. Where the source shows times, records come
 * in the order of the requests; where it shows none, in the order of the answers, which is when things happened.
 */
export class Awaiting {
  private waiting: Waiting[] = [];
  /** Requests before this place have been sent on a connection whose greeting was seen. */
  private isConnected = false;

  constructor(
    private readonly onExchange: (asked: Asked, answer: QmpAnswer | null, place: MessagePlace | null) => void,
    private readonly onEvent: (message: EventMessage, place: MessagePlace) => void,
  ) {}

  ask(asked: Asked): void {
    this.waiting.push({ asked, answer: null, answerPlace: null });
    if (this.waiting.length > WAITING_MAX) this.giveUp(1);
  }

  /** False where nothing waits for this answer. */
  answer(answer: QmpAnswer, id: JsonValue | undefined, place: MessagePlace): boolean {
    const { waiting } = this;
    if (waiting.length === 0) return false;
    const index = waiting.length === 1 && id === undefined ? 0 : this.find(id);
    const found = waiting[index];
    if (found === undefined || !('asked' in found) || found.answer !== null) return false;
    if (index === 0 && waiting.length === 1) {
      waiting.length = 0;
      this.onExchange(found.asked, answer, place);
      return true;
    }
    found.answer = answer;
    found.answerPlace = place;
    // QEMU answers in order: what was asked before and not out of band has lost its answer.
    if (!found.asked.request.isOutOfBand && id !== undefined) this.giveUp(index);
    this.flush();
    return true;
  }

  event(message: EventMessage, place: MessagePlace): void {
    const first = this.waiting[0];
    const mustWait = first !== undefined && 'asked' in first && first.asked.epochNs !== null && place.epochNs !== null;
    if (!mustWait) this.onEvent(message, place);
    else {
      this.waiting.push({ message, place });
      if (this.waiting.length > WAITING_MAX) this.giveUp(1);
    }
  }

  retract(): void {
    const last = this.waiting.at(-1);
    if (last !== undefined && 'asked' in last && last.answer === null) this.waiting.pop();
  }

  /** A greeting: what waits was either asked on an older connection, or stands ready to be sent on this one. */
  connect(): void {
    const isNegotiation = (one: Waiting) => 'asked' in one && one.asked.request.execute === 'qmp_capabilities';
    const ready = this.waiting.findLastIndex(isNegotiation);
    const lost = ready >= 0 ? ready : this.isConnected ? this.waiting.length : 0;
    this.giveUp(lost);
    this.isConnected = true;
  }

  /** The connection or the source ends. */
  end(): void {
    this.giveUp(this.waiting.length);
    this.isConnected = false;
  }

  /** The place of the request that an answer belongs to; -1 where there is none. */
  private find(id: JsonValue | undefined): number {
    const isOpen = (one: Waiting) => 'asked' in one && one.answer === null;
    if (id === undefined) return this.waiting.findIndex(isOpen);
    const wanted = keyOf(id);
    return this.waiting.findIndex((one) => isOpen(one) && 'asked' in one && keyOf(one.asked.request.id) === wanted);
  }

  /** Gives out the first so many, answered or not, and whatever is complete behind them. */
  private giveUp(count: number): void {
    for (const one of this.waiting.splice(0, count)) this.give(one);
    this.flush();
  }

  private flush(): void {
    let ready = 0;
    for (const one of this.waiting) {
      if ('asked' in one && one.answer === null) break;
      ready++;
    }
    for (const one of this.waiting.splice(0, ready)) this.give(one);
  }

  private give(one: Waiting): void {
    if ('asked' in one) this.onExchange(one.asked, one.answer, one.answerPlace);
    else this.onEvent(one.message, one.place);
  }
}

/** Ids may be any JSON; texts are compared as they are, all else by its spelling. */
const keyOf = (id: JsonValue | undefined): string | undefined =>
  typeof id === 'string' ? `"${id}` : id === undefined ? undefined : JSON.stringify(id, wide);

const wide = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);
