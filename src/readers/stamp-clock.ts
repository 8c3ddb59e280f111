import type { Stamp, StampClock } from './kernel-stamps.js';

/** Half a year: a date without year that falls back by more is one of the year after. */
const NEW_YEAR_NS = 180n * 86_400_000_000_000n;
const YEAR_NS = 366n * 86_400_000_000_000n;

/** What times of each clock count from, in words. */
const COUNTED_FROM: Readonly<Record<StampClock, string>> = {
  boot: 'counted since the guest booted',
  epoch: "of the guest's date and time",
  year: "of the guest's date and time, without a year",
};

/** Turns the times that lines show into time since the first of them. The first line's clock is the recording's. */
export class RecordingClock {
  private clock: StampClock | null = null;
  private first = 0n;
  private last = 0n;

  /** Nanoseconds since the first stamp; null where none of a line's stamps is of the recording's clock. */
  elapsed(stamps: readonly Stamp[]): bigint | null {
    // The innermost stamp is the kernel's own, and the finest.
    const stamp = stamps.findLast(({ clock }) => clock === (this.clock ?? clock));
    if (stamp === undefined) return null;
    if (stamp.isDelta) {
      this.last += stamp.ns;
      return this.clock === null ? null : this.last - this.first;
    }
    let { ns } = stamp;
    if (this.clock === null) {
      this.clock = stamp.clock;
      this.first = ns;
    } else if (stamp.clock === 'year' && this.last - ns > NEW_YEAR_NS) ns += YEAR_NS;
    this.last = ns;
    return ns - this.first;
  }

  /** Which clock the times are of, in words; null before the first. */
  get words(): string | null {
    return this.clock === null ? null : COUNTED_FROM[this.clock];
  }

  /** A guest that boots again counts from zero: its time goes on from where the recording is. */
  rebooted(stamps: readonly Stamp[]): void {
    const stamp = stamps.findLast(({ clock }) => clock === this.clock);
    if (this.clock !== 'boot' || stamp === undefined || stamp.ns >= this.last) return;
    this.first += stamp.ns - this.last;
    this.last = stamp.ns;
  }
}
