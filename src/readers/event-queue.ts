import type { TraceEvent } from '../trace/events.js';

/** An event's place in the order, taken when it began; what it was is known later. */
export interface Place {
  event: TraceEvent | null;
  isOpen: boolean;
}

/** How many events may wait for one that is still open: past it the oldest is asked to close. */
const WAITING_MAX = 4096;

/**
 * Keeps events in the order in which they happened, though some are known only later: a command is complete when its
 * answer has been read, and what happens in between must stand behind it. Numbers the events as it lets them go.
 */
export class EventQueue {
  private waiting: Place[] = [];
  private head = 0;
  private seq = 0;

  /** `close` is called when too many events wait: it settles the open places it knows. */
  constructor(
    private readonly deliver: (event: TraceEvent) => void,
    private readonly close: () => void,
  ) {}

  push(event: TraceEvent): void {
    if (this.head === this.waiting.length) this.release(event);
    else this.enqueue({ event, isOpen: false });
  }

  reserve(): Place {
    const place: Place = { event: null, isOpen: true };
    this.enqueue(place);
    return place;
  }

  /** Settles a place: null gives it up. */
  settle(place: Place, event: TraceEvent | null): void {
    place.event = event;
    place.isOpen = false;
    if (this.waiting[this.head] === place) this.advance();
  }

  private enqueue(place: Place): void {
    this.waiting.push(place);
    if (this.waiting.length - this.head > WAITING_MAX) this.close();
  }

  private advance(): void {
    for (let place = this.waiting[this.head]; place !== undefined && !place.isOpen; place = this.waiting[this.head]) {
      this.head++;
      if (place.event !== null) this.release(place.event);
    }
    if (this.head === this.waiting.length) {
      this.waiting = [];
      this.head = 0;
    } else if (this.head > WAITING_MAX) {
      this.waiting = this.waiting.slice(this.head);
      this.head = 0;
    }
  }

  /** The event is not yet shared with anyone, so that its number can still be set. */
  private release(event: TraceEvent): void {
    (event as { seq: number }).seq = ++this.seq;
    this.deliver(event);
  }
}
