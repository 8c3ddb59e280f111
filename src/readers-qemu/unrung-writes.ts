import type { LineStand } from '../readers/line-clock.js';
import type { RegisterEvent } from '../trace/events.js';
import { mailboxRegister } from './mailbox-layout.js';
import type { MmioLine } from './mmio-line.js';
import { registerEvent } from './register-event.js';

/** Numbers that a write takes: line, offset, size, and both halves of the value. */
const STRIDE = 5;

/** What a driver writes without ever ringing fills no memory: past this the oldest writes are forgotten. */
const WRITES_MAX = 1 << 16;

/** Writes to payload and command register that wait for the doorbell: only if it never rings are they events. */
export class UnrungWrites {
  private numbers = new Int32Array(64 * STRIDE);
  private used = 0;
  private timeNs: bigint | null = null;
  private begunLine: number | null = null;

  add(offset: number, { size, low, high }: MmioLine, clock: LineStand): void {
    const { line } = clock;
    if (this.used === 0) {
      this.timeNs = clock.timeNs;
      this.begunLine ??= line;
    }
    if (this.used === this.numbers.length) this.grow();
    const { numbers, used } = this;
    numbers[used] = line;
    numbers[used + 1] = offset;
    numbers[used + 2] = size;
    numbers[used + 3] = low;
    numbers[used + 4] = high;
    this.used += STRIDE;
  }

  /** The command began with an access before its first write. */
  from({ line }: { readonly line: number }): void {
    this.begunLine = line;
  }

  get isEmpty(): boolean {
    return this.used === 0;
  }

  /** The line where the command that is being prepared begins; null where none is. */
  get firstLine(): number | null {
    return this.begunLine;
  }

  clear(): void {
    this.used = 0;
    this.begunLine = null;
  }

  /** The writes as events, all with the time of the first. */
  *events({ mailboxAddress }: { readonly mailboxAddress: bigint }): Iterable<RegisterEvent> {
    const { numbers, used, timeNs } = this;
    for (let at = 0; at < used; at += STRIDE) {
      const [line, offset, size, low, high] = numbers.slice(at, at + STRIDE) as unknown as [
        number,
        number,
        number,
        number,
        number,
      ];
      const whole = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
      yield registerEvent(mailboxRegister(offset), { isWrite: true, size, whole }, { line, timeNs }, mailboxAddress);
    }
  }

  private grow(): void {
    if (this.used >= WRITES_MAX * STRIDE) {
      this.used /= 2;
      this.numbers.copyWithin(0, this.used);
      return;
    }
    const grown = new Int32Array(2 * this.numbers.length);
    grown.set(this.numbers);
    this.numbers = grown;
  }
}
