import { durationText } from '../report/check-default.js';
import type { CheckedTrace } from '../report/check-report.js';
import type { Io } from './io.js';

/** The line is written anew at most so often. */
const INTERVAL_MS = 50;

/** A line on the terminal that says how far a check is; nothing where standard error is none. */
export class CheckProgress {
  private done = 0;
  private failed = 0;
  private shownMs = Number.NEGATIVE_INFINITY;
  private readonly startMs = performance.now();

  constructor(
    private readonly total: number,
    private readonly io: Io,
  ) {}

  /** The traces of one more file. */
  tell(traces: readonly CheckedTrace[]): void {
    this.done++;
    if (traces.some(({ outcome }) => outcome !== 'passed')) this.failed++;
    const nowMs = performance.now();
    if (!this.io.errIsTerminal || nowMs - this.shownMs < INTERVAL_MS) return;
    this.shownMs = nowMs;
    const failed = this.failed > 0 ? ` · ${this.failed} failed` : '';
    const line = `${this.done}/${this.total}${failed} · ${durationText(nowMs - this.startMs)} · ${traces[0]?.file ?? ''}`;
    this.io.err(`\r\u001b[K${line.slice(0, Math.max(20, this.io.columns - 1))}`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.io.errIsTerminal && this.done > 0) this.io.err('\r\u001b[K');
  }
}
