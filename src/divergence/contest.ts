import type { Issue } from '../base/issue.js';
import type { JsonValue } from '../base/json.js';
import type { DeviceOutput } from '../device/step.js';
import { compareOutputs } from '../replay/compare-outputs.js';
import type { PlayedRecord } from '../replay/machine.js';
import type { TraceEvent } from '../trace/events.js';
import type { TraceSink } from '../trace/format.js';
import type { TraceHeader } from '../trace/header.js';
import type { Analysis } from './analysis.js';
import { eventTitle } from './event-title.js';
import type { Observer } from './observer.js';

/** A field that two modelled devices answer differently to the same request. */
export interface Difference {
  readonly seq: number;
  readonly line: number;
  readonly event: string;
  readonly path: string;
  /** The value by profile. */
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** One device of a contest: its analysis and the ear that hears what it answers. */
export interface Contestant {
  readonly profile: string;
  readonly analysis: Analysis;
  readonly ear: OutputEar;
}

/** Hears what an analysis's engine answered last. */
export class OutputEar implements Observer {
  output: DeviceOutput | null = null;

  observe(_event: TraceEvent, { comparison }: PlayedRecord): [] {
    this.output = comparison.output;
    return [];
  }

  end(): [] {
    return [];
  }
}

const LISTED_MAX = 10_000;

/** Replays one trace against several devices in one pass and notes where they answer differently. */
export class Contest implements TraceSink {
  readonly differences: Difference[] = [];
  /** Set by who can replay more machines of the same file. */
  openTrace?: (source: string) => TraceSink;

  constructor(private readonly contestants: readonly Contestant[]) {}

  header(header: TraceHeader): void {
    for (const { analysis } of this.contestants) analysis.header(header);
  }

  event(event: TraceEvent): void {
    for (const { analysis, ear } of this.contestants) {
      ear.output = null;
      analysis.event(event);
    }
    this.compare(event);
  }

  issue(issue: Issue): void {
    for (const { analysis } of this.contestants) analysis.issue(issue);
  }

  /** Holds every other device's answer against the first one's, and gathers the values by field. */
  private compare(event: TraceEvent): void {
    const [first, ...others] = this.contestants;
    const reference = first?.ear.output ?? null;
    if (first === undefined || reference === null || this.differences.length >= LISTED_MAX) return;
    const byPath = new Map<string, Record<string, JsonValue>>();
    for (const { profile, ear } of others) {
      if (ear.output === null) continue;
      for (const { path, recorded, replayed } of compareOutputs(event, reference, ear.output)) {
        const values = byPath.get(path) ?? { [first.profile]: recorded };
        values[profile] = replayed;
        byPath.set(path, values);
      }
    }
    for (const [path, values] of byPath)
      this.differences.push({
        seq: event.seq,
        line: event.line,
        event: eventTitle(event),
        path,
        values: this.completed(values),
      });
  }

  /** A device that agrees with the first is not named by the comparison; its value is the first one's. */
  private completed(values: Readonly<Record<string, JsonValue>>): Readonly<Record<string, JsonValue>> {
    const agreed = values[this.contestants[0]?.profile ?? ''] ?? null;
    return Object.fromEntries(
      this.contestants.map(({ profile }) => [profile, profile in values ? (values[profile] ?? null) : agreed]),
    );
  }
}
