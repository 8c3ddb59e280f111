import type { TraceEvent } from '../trace/events.js';
import type { TraceSink } from '../trace/format.js';

/** Lets through the one machine of a file that is wanted, the first where nobody says which; the others are named. */
export class ChosenMachine {
  private readonly found: string[] = [];
  private chosen: number | null = null;

  constructor(
    private readonly wanted: string | undefined,
    private readonly sink: TraceSink,
  ) {}

  /** The sink of the next machine. */
  open(): TraceSink {
    let isMine = false;
    return {
      header: (header) => {
        const number = this.found.push(header.source ?? '');
        isMine = this.chosen === null && this.isWanted(number);
        if (isMine) {
          this.chosen = number;
          this.sink.header(header);
        } else if (this.wanted === undefined) this.tellOther(number, header.line);
      },
      event: (event: TraceEvent) => {
        if (isMine) this.sink.event(event);
      },
      issue: (issue) => this.sink.issue(issue),
      openTrace: () => this.open(),
    };
  }

  get isFound(): boolean {
    return this.chosen !== null;
  }

  /** What is wrong with what was wanted; null where there is such a machine, or none at all. */
  missed(): string | null {
    if (this.isFound || this.wanted === undefined || this.found.length === 0) return null;
    const known = this.found.map((source, place) => (source === '' ? `${place + 1}` : `${place + 1} (${source})`));
    return `no machine "${this.wanted}"; there are ${known.join(', ')}`;
  }

  private isWanted(number: number): boolean {
    const { wanted } = this;
    if (wanted === undefined) return number === 1;
    return /^\d+$/.test(wanted) ? number === Number(wanted) : (this.found[number - 1] ?? '').includes(wanted);
  }

  private tellOther(number: number, line: number): void {
    const source = this.found[number - 1] ?? '';
    const message = `another machine, ${source}: it is left out; --machine ${number} writes it`;
    this.sink.issue({ code: 'several-machines', line, message });
  }
}
