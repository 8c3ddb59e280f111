import type { Divergence, Severity } from '../divergence/divergence.js';
import { severitiesFrom } from '../divergence/severity.js';

/** As many divergences as are kept to be shown; all are counted. */
const KEPT_MAX = 1000;

/** What a trace has come to so far: which divergences its author lists, and what fails it. */
export class Verdict {
  /** Codes of the divergences so far, in order; those that follow from others are left out. */
  readonly codes: string[] = [];
  /** The least severity that fails the trace where no expectation lists the divergence. */
  failOn: Severity = 'error';
  /** Predicates that held. */
  held = 0;
  private acknowledged = 0;
  private unexpectedCount = 0;
  private unexpected: Divergence[] = [];
  private failedCount = 0;
  private readonly failed: Divergence[] = [];

  note(found: readonly Divergence[]): void {
    for (const divergence of found) {
      if (divergence.followsFrom === null) this.codes.push(divergence.code);
      if (!severitiesFrom(this.failOn).includes(divergence.severity)) continue;
      this.unexpectedCount++;
      if (this.unexpected.length < KEPT_MAX) this.unexpected.push(divergence);
    }
  }

  /** The author lists exactly the divergences so far: they do not fail the trace. */
  acknowledge(): void {
    this.acknowledged = this.codes.length;
    this.unexpectedCount = 0;
    this.unexpected = [];
  }

  /** Takes what became of an expectation; returns its failures. */
  judge(held: number, failures: readonly Divergence[]): readonly Divergence[] {
    this.held += held;
    this.failedCount += failures.length;
    this.failed.push(...failures.slice(0, Math.max(0, KEPT_MAX - this.failed.length)));
    return failures;
  }

  /** Divergences that an expectation lists. */
  get expectedCount(): number {
    return this.acknowledged;
  }

  /** Predicates that failed. */
  get failedExpectations(): number {
    return this.failedCount;
  }

  /** How many failed expectations and unlisted divergences of a severity that counts there are. */
  get failingCount(): number {
    return this.unexpectedCount + this.failedCount;
  }

  /** What fails the trace, in the order of the trace. */
  get failing(): readonly Divergence[] {
    return [...this.unexpected, ...this.failed].sort((left, right) => left.seq - right.seq);
  }
}
