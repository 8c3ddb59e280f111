import { type Issue, printable } from '../base/issue.js';
import { printJson } from '../base/json-print.js';
import { captureNdjson } from '../formats/capture-ndjson.js';
import { traceYaml } from '../formats/trace-yaml.js';
import { decodeEvent, payloadIssues } from '../report/decode-event.js';
import { decodeText } from '../report/decode-text.js';
import { issueText } from '../report/issue-text.js';
import type { TraceEvent } from '../trace/events.js';
import type { PayloadSide, TraceSink } from '../trace/format.js';
import { DEFAULT_DEVICE, type TraceHeader } from '../trace/header.js';
import { headerMembers } from '../trace/header-members.js';
import { JsonDocument, type JsonTrace } from './decode-json.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { readFilter } from './filter.js';
import { inputsOf, mergedInput } from './inputs.js';
import type { Io } from './io.js';
import { formatFault, readInput } from './read-input.js';
import { payloadFault, readOptions } from './read-options.js';
import { type ColorChoice, textOptions } from './terminal.js';

export interface DecodeOptions {
  readonly format?: string;
  readonly merge?: boolean;
  readonly filter?: string;
  readonly opcode?: string;
  readonly side?: PayloadSide;
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly hex?: boolean;
  readonly color: ColorChoice;
}

/** `cxltrace decode`: the typed commands and events, one a line or as JSON; everything is printed as it is read. */
export async function decode(files: readonly string[], options: DecodeOptions, io: Io): Promise<ExitCode> {
  const filter = readFilter(options.filter, io);
  const fault =
    formatFault(options.format) ?? payloadFault(options.opcode) ?? ('fault' in filter ? filter.fault : null);
  if (fault !== null || 'fault' in filter) {
    io.err(`error: ${fault}\n`);
    return EXIT.unusable;
  }
  const { paint } = textOptions(options, io);
  const inputs = options.merge ? [mergedInput(files, io)] : inputsOf(files, io);
  const jsonDocument = options.json ? new JsonDocument(io) : null;
  let isUsable = true;
  for (const input of inputs) {
    const lines = options.json || options.ndjson ? null : { paint, hex: options.hex ?? false };
    const print = (event: TraceEvent, source: string | null) => {
      if (lines !== null)
        io.out(`${source === null ? '' : `${paint.faint(printable(source, 40))} `}${decodeText(event, lines)}\n`);
      else io.out(`${printJson(source === null ? decodeEvent(event) : { ...decodeEvent(event), source })}\n`);
    };
    const machines = new DecodedMachines(
      jsonDocument?.open() ?? null,
      (event, source, json) => {
        if (!filter.passes(event)) return;
        if (json === null) print(event, source);
        else json.event(decodeEvent(event));
      },
      (issue) => io.err(`${issueText(input.name, issue, paint)}\n`),
    );
    if (lines !== null && inputs.length > 1) io.out(`${paint.strong(input.name)}\n`);
    if ('issue' in input) machines.first.issue(input.issue);
    const format =
      'issue' in input ? null : await readInput(input, options.format, machines.first, readOptions(options));
    isUsable &&= machines.first.hasHeader;
    machines.close(input.name, format?.name ?? null);
  }
  jsonDocument?.end();
  return isUsable ? EXIT.clean : EXIT.unusable;
}

const ISSUES_KEPT = 10_000;

const WITH_DEVICE_RECORD: readonly string[] = [captureNdjson.name, traceYaml.name];

type OnEvent = (event: TraceEvent, source: string | null, json: JsonTrace | null) => void;

/** The traces of one input: one, or as many as it holds machines. */
class DecodedMachines {
  readonly first: DecodeSink;
  private readonly sinks: DecodeSink[] = [];

  constructor(
    json: JsonTrace | null,
    private readonly onEvent: OnEvent,
    private readonly onIssue: (issue: Issue) => void,
  ) {
    this.first = this.open(json);
  }

  close(file: string, format: string | null): void {
    for (const sink of this.sinks) sink.close(file, format);
    this.first.json?.writeOthers();
  }

  private open(json: JsonTrace | null): DecodeSink {
    const sink = new DecodeSink(json, this.onEvent, this.onIssue, () =>
      this.open(this.first.json?.openOther() ?? null),
    );
    this.sinks.push(sink);
    return sink;
  }
}

class DecodeSink implements TraceSink {
  readonly issues: Issue[] = [];
  hasHeader = false;
  source: string | null = null;
  private device: object | null = null;
  private issueCount = 0;

  constructor(
    readonly json: JsonTrace | null,
    private readonly onEvent: OnEvent,
    private readonly onIssue: (issue: Issue) => void,
    readonly openTrace: () => TraceSink,
  ) {}

  header(header: TraceHeader): void {
    this.hasHeader = true;
    this.source = header.source ?? null;
    const isSaid = header.devices[0] !== DEFAULT_DEVICE;
    if (isSaid) this.device = { kind: 'device', line: header.line, ...headerMembers(header) };
  }

  close(file: string, format: string | null): void {
    const { source, issues, issueCount } = this;
    // A log has no such record: what it shows of its device comes later.
    const device = WITH_DEVICE_RECORD.includes(format ?? '') ? this.device : null;
    this.json?.close({ file, format, source, device, issues, issueCount });
  }

  event(event: TraceEvent): void {
    this.onEvent(event, this.source, this.json);
    for (const odd of payloadIssues(event)) this.issue(odd);
  }

  issue(issue: Issue): void {
    this.issueCount++;
    if (this.issues.length < ISSUES_KEPT) this.issues.push(issue);
    this.onIssue(issue);
  }
}
