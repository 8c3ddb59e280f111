import type { Issue } from '../base/issue.js';
import { printJson } from '../base/json-print.js';
import type { Io } from './io.js';

/** What a decoded trace ends with. */
export interface DecodedTrace {
  readonly file: string;
  readonly format: string | null;
  /** Which machine of the file it is of; null where the file says nothing. */
  readonly source: string | null;
  readonly issues: readonly Issue[];
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

  close({ file, format, source, issues }: DecodedTrace): void {
    const named = source === null ? '' : `, "source": ${printJson(source)}`;
    this.write(
      `\n  ], "file": ${printJson(file)}, "format": ${printJson(format)}${named}, "issues": ${printJson(issues)} }`,
    );
  }

  /** Writes the traces that waited; each has been closed. */
  writeOthers(): void {
    for (const { pieces } of this.others) for (const piece of pieces) this.write(piece);
  }
}
