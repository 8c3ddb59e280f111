import type { QemuPrefix } from './qemu-prefix.js';

/** Where a line stands in its log, and in time where it shows one. */
export interface LineStand {
  readonly line: number;
  readonly timeNs: bigint | null;
}

/** Where a reader of a log stands: the line, and its time where the line shows one. */
export class LineClock implements LineStand {
  line = 0;
  private firstMicros: number | null = null;

  constructor(private readonly prefix: QemuPrefix) {}

  /** Called for every line, after its prefix was read. */
  at(line: number): void {
    this.line = line;
    if (this.firstMicros === null) this.firstMicros = this.prefix.epochMicros;
  }

  /** The first time in the log, in nanoseconds since 1970; null while there was none. */
  get startEpochNs(): bigint | null {
    return this.firstMicros === null ? null : BigInt(this.firstMicros) * 1000n;
  }

  /** Nanoseconds since the first time in the log; null where the line has none. */
  get timeNs(): bigint | null {
    const { epochMicros } = this.prefix;
    if (epochMicros === null) return null;
    const micros = epochMicros - (this.firstMicros ?? epochMicros);
    // One BigInt where a number holds the nanoseconds: for a hundred days.
    return Number.isSafeInteger(micros * 1000) ? BigInt(micros * 1000) : BigInt(micros) * 1000n;
  }
}
