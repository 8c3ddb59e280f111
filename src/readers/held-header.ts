import type { TraceEvent } from '../trace/events.js';
import type { TraceHeader } from '../trace/header.js';

/** How many events are held back until the header is given. */
const HELD_MAX = 4096;

/** A sink that takes events before the header is known. */
export interface HeaderSink {
  header(header: TraceHeader): void;
  event(event: TraceEvent): void;
}

/**
 * A log has no header: what devices there are shows in its first commands. So the first events wait, a bounded number
 * of them, and the header is made of what they have shown.
 */
export class HeldHeader {
  private held: TraceEvent[] | null = [];

  constructor(
    private readonly sink: HeaderSink,
    private readonly make: () => TraceHeader,
  ) {}

  event(event: TraceEvent): void {
    if (this.held === null) this.sink.event(event);
    else if (this.held.push(event) >= HELD_MAX) this.release();
  }

  /** Gives the header and what waits for it; the log has shown all that it is going to show before it. */
  release(): void {
    const { held } = this;
    if (held === null) return;
    this.held = null;
    this.sink.header(this.make());
    for (const event of held) this.sink.event(event);
  }
}
