import type { Issue } from '../base/issue.js';
import { printJson } from '../base/json-print.js';
import type { Io } from './io.js';

/** What a decoded trace ends with. */
export interface DecodedTrace {
  readonly file: string;
  readonly format: string | null;
  /** Which machine of the file it is of; null where the file says nothing. */
  readonly source: string | null;
  /** The device record, where the trace has one. */
  readonly device: object | null;
  readonly issues: readonly Issue[];
  /** All of them, where not all are listed. */
  readonly issueCount: number;
}

/** Writes the one JSON document piece by piece, so that a long trace needs no memory. */
export class JsonDocument {
  private traces = 0;

  constructor(private readonly io: Io) {
    io.out('{ "cxltraceDecode": 1, "traces": [');
  }

  /** A trace that is written as its events come. */
  open(): JsonTrace {
    return new JsonTrace(this.traces++ > 0, (text) => this.io.out(text));
  }

  end(): void {
    this.io.out('\n] }\n');
  }
}

/** One trace of the document. Others of the same file wait for it: they are written when it has ended. */
export class JsonTrace {
  private events = 0;
  private readonly others: { readonly trace: JsonTrace; readonly pieces: string[] }[] = [];

  constructor(
    isNext: boolean,
    private readonly write: (text: string) => void,
  ) {
    write(`${isNext ? ',' : ''}\n  { "events": [`);
  }

  event(event: object): void {
    this.write(`${this.events++ === 0 ? '' : ','}\n    ${printJson(event)}`);
  }

  /** The trace of another machine of the same file. */
  openOther(): JsonTrace {
    const pieces: string[] = [];
    const trace = new JsonTrace(true, (text) => pieces.push(text));
    this.others.push({ trace, pieces });
    return trace;
  }

  close({ file, format, source, device, issues, issueCount }: DecodedTrace): void {
    const issuesNotListed = issueCount > issues.length ? issueCount - issues.length : undefined;
    const members = {
      file,
      format,
      source: source ?? undefined,
      device: device ?? undefined,
      issues,
      issuesNotListed,
    };
    const written = Object.entries(members).filter(([, value]) => value !== undefined);
    this.write(`\n  ], ${written.map(([name, value]) => `"${name}": ${printJson(value)}`).join(', ')} }`);
  }

  /** Writes the traces that waited; each has been closed. */
  writeOthers(): void {
    for (const { pieces } of this.others) for (const piece of pieces) this.write(piece);
  }
}
