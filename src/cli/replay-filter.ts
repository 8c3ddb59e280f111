import type { TraceResult } from '../divergence/result.js';
import type { TraceSink } from '../trace/format.js';
import type { EventFilter } from './filter.js';

/** The records of one trace that pass `--filter`, by number. */
export class PassingRecords {
  private readonly seqs = new Set<number>();

  constructor(private readonly filter: EventFilter) {}

  /** A sink before another one: it looks at each record and hands it on. */
  before(sink: TraceSink): TraceSink {
    return {
      header: (header) => sink.header(header),
      event: (event) => {
        if (this.filter.passes(event)) this.seqs.add(event.seq);
        sink.event(event);
      },
      issue: (issue) => sink.issue(issue),
    };
  }

  has({ seq }: { readonly seq: number }): boolean {
    return this.seqs.has(seq);
  }

  /**
   * A result with only the divergences at these records. The whole trace was replayed: what was compared stays, and
   * how much is left out is said.
   */
  narrowed(result: TraceResult): TraceResult {
    const divergences = result.divergences.filter((one) => this.has(one));
    const counts = { error: 0, warning: 0, note: 0 };
    for (const { severity } of divergences) counts[severity]++;
    const before = result.counts.error + result.counts.warning + result.counts.note;
    return { ...result, divergences, counts, filteredOut: before - divergences.length };
  }
}
