import type { Issue } from '../base/issue.js';
import { mergeSources } from '../merge/merge.js';
import { withFactsFilled } from '../merge/merge-facts.js';
import { mergedHeader } from '../merge/merge-header.js';
import type { TraceEvent } from '../trace/events.js';
import type { Format, TraceSink } from '../trace/format.js';
import type { Inference, TraceHeader } from '../trace/header.js';
import type { Input, MissingInput } from './inputs.js';
import { partName } from './part-name.js';

type Read = (part: Input, into: TraceSink) => Promise<Pick<Format, 'name'> | null>;

/** Reads several files as one trace: all of them first, since what one shows may belong before all of another. */
export async function readMerged(
  parts: readonly (Input | MissingInput)[],
  sink: TraceSink,
  read: Read,
): Promise<Pick<Format, 'name'> | null> {
  const collected: Collected[] = [];
  const leftOut: Inference[] = [];
  for (const part of parts) {
    const one = new Collected(partName(parts, part.name));
    if ('issue' in part) one.issue(part.issue);
    else {
      const format = await read(part, one);
      // In a folder stands more than logs.
      if (format === null && part.isOfFolder === true) {
        const value = `${one.name}: no format recognises it; it is no part of the timeline`;
        leftOut.push({ what: 'merge.left-out', value, line: null });
        continue;
      }
    }
    collected.push(one);
  }
  for (const one of collected) for (const issue of one.issues) sink.issue({ ...issue, file: one.name });
  const sources = collected.flatMap((one) => one.asSource()).sort((left, right) => right.trust - left.trust);
  if (sources.length === 0) return null;
  const { events, inferred } = mergeSources(sources);
  sink.header(mergedHeader(sources, [...inferred, ...leftOut]));
  for (const event of withFactsFilled(events)) sink.event(event);
  return { name: 'merged' };
}

/** What one file of several says. */
class Collected implements TraceSink {
  readonly issues: Issue[] = [];
  private readonly events: TraceEvent[] = [];
  private head: TraceHeader | null = null;

  constructor(readonly name: string) {}

  header(header: TraceHeader): void {
    this.head ??= header;
  }

  event(event: TraceEvent): void {
    this.events.push(event);
  }

  issue(issue: Issue): void {
    this.issues.push(issue);
  }

  /** With how much its order and times are to be trusted: what shows the device's payloads stands nearest to it. */
  asSource() {
    const { name, events, head: header } = this;
    if (header === null) return [];
    const payloads = events.filter((event) => event.kind === 'mailbox' && event.isRequestUnknown !== true).length;
    const requests = events.filter((event) => event.kind === 'qmp' && event.areArgumentsUnknown !== true).length;
    const trust = payloads * 1e6 + (header.isClockHidden === true ? 1e5 : 0) + requests;
    return [{ name, events, header, trust, startEpochNs: header.startEpochNs }];
  }
}
