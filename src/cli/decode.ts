import type { Issue } from '../base/issue.js';
import { printJson } from '../base/json-print.js';
import { decodeEvent } from '../report/decode-event.js';
import { decodeText } from '../report/decode-text.js';
import { issueText } from '../report/issue-text.js';
import type { TraceEvent } from '../trace/events.js';
import type { TraceSink } from '../trace/format.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { readFilter } from './filter.js';
import { inputsOf } from './inputs.js';
import type { Io } from './io.js';
import { formatFault, readInput } from './read-input.js';
import { type ColorChoice, textOptions } from './terminal.js';

export interface DecodeOptions {
  readonly format?: string;
  readonly filter?: string;
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly hex?: boolean;
  readonly color: ColorChoice;
}

/** `cxltrace decode`: the typed commands and events, one a line or as JSON; everything is printed as it is read. */
export async function decode(files: readonly string[], options: DecodeOptions, io: Io): Promise<ExitCode> {
  const filter = readFilter(options.filter, io);
  const fault = formatFault(options.format) ?? ('fault' in filter ? filter.fault : null);
  if (fault !== null || 'fault' in filter) {
    io.err(`error: ${fault}\n`);
    return EXIT.unusable;
  }
  const { paint } = textOptions(options, io);
  const inputs = inputsOf(files, io);
  const jsonDocument = options.json ? new JsonDocument(io) : null;
  let isUsable = true;
  for (const input of inputs) {
    const lines = options.json || options.ndjson ? null : { paint, hex: options.hex ?? false };
    const sink = new DecodeSink(
      (event) => {
        if (!filter.passes(event)) return;
        if (lines !== null) io.out(`${decodeText(event, lines)}\n`);
        else if (jsonDocument !== null) jsonDocument.event(decodeEvent(event).event);
        else io.out(`${printJson(decodeEvent(event).event)}\n`);
      },
      (issue) => io.err(`${issueText(input.name, issue, paint)}\n`),
    );
    if (lines !== null && inputs.length > 1) io.out(`${paint.strong(input.name)}\n`);
    jsonDocument?.open();
    if ('issue' in input) sink.issue(input.issue);
    const format = 'issue' in input ? null : await readInput(input, options.format, sink);
    isUsable &&= sink.hasHeader;
    jsonDocument?.close(input.name, format?.name ?? null, sink.issues);
  }
  jsonDocument?.end();
  return isUsable ? EXIT.clean : EXIT.unusable;
}

const ISSUES_KEPT = 10_000;

class DecodeSink implements TraceSink {
  readonly issues: Issue[] = [];
  hasHeader = false;

  constructor(
    private readonly onEvent: (event: TraceEvent) => void,
    private readonly onIssue: (issue: Issue) => void,
  ) {}

  header(): void {
    this.hasHeader = true;
  }

  event(event: TraceEvent): void {
    this.onEvent(event);
    for (const odd of decodeEvent(event).issues) this.issue(odd);
  }

  issue(issue: Issue): void {
    if (this.issues.length < ISSUES_KEPT) this.issues.push(issue);
    this.onIssue(issue);
  }
}

/** Writes the one JSON document piece by piece, so that a long trace needs no memory. */
class JsonDocument {
  private traces = 0;
  private events = 0;

  constructor(private readonly io: Io) {
    io.out('{ "cxltraceDecode": 1, "traces": [');
  }

  open(): void {
    this.io.out(`${this.traces++ === 0 ? '' : ','}\n  { "events": [`);
    this.events = 0;
  }

  event(event: object): void {
    this.io.out(`${this.events++ === 0 ? '' : ','}\n    ${printJson(event)}`);
  }

  close(file: string, format: string | null, issues: readonly Issue[]): void {
    this.io.out(`\n  ], "file": ${printJson(file)}, "format": ${printJson(format)}, "issues": ${printJson(issues)} }`);
  }

  end(): void {
    this.io.out('\n] }\n');
  }
}
