import type { TraceSink } from '../trace/format.js';
import { QmpSession } from './qmp-session.js';

/** So many machines of one file are told apart. */
const MACHINES_MAX = 1000;

/** The conversations of one file by the machine that they are with: each is a trace of its own. */
export class QmpMachines {
  private readonly sessions = new Map<string, QmpSession | null>();

  constructor(
    private readonly sink: TraceSink,
    private readonly describe: (source: string) => string = (source) => source,
  ) {}

  get sources(): readonly string[] {
    return [...this.sessions.keys()];
  }

  /** The conversation with a machine, begun where it is new; null where the sink can take no more. */
  of(source: string, line: number): QmpSession | null {
    const known = this.sessions.get(source);
    if (known !== undefined) return known;
    const session = this.begin(source, line);
    if (this.sessions.size < MACHINES_MAX) this.sessions.set(source, session);
    return session;
  }

  /** The file ends: every machine gets its header, though nothing was said to it. */
  end(): void {
    for (const session of this.sessions.values()) session?.end(true);
  }

  private begin(source: string, line: number): QmpSession | null {
    const isFirst = this.sessions.size === 0;
    const sink = isFirst
      ? this.sink
      : this.sessions.size < MACHINES_MAX
        ? this.sink.openTrace?.(this.describe(source))
        : undefined;
    if (sink !== undefined) return new QmpSession(sink, { source: this.describe(source) });
    const message = `another machine, ${this.describe(source)}: only the first can be read here; its messages are left out`;
    this.sink.issue({ code: 'several-machines', line, message });
    return null;
  }
}
