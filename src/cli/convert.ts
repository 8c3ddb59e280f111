import { issueText } from '../report/issue-text.js';
import type { PayloadSide } from '../trace/format.js';
import { NdjsonWriter } from '../writers/write-ndjson.js';
import { QmpWriter } from '../writers/write-qmp.js';
import { YamlWriter } from '../writers/write-yaml.js';
import type { QmpStyle, Spelling, TraceWriter } from '../writers/writer.js';
import { ChosenMachine } from './chosen-machine.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { inputsOf, mergedInput } from './inputs.js';
import type { Io } from './io.js';
import { formatFault, readInput } from './read-input.js';
import { payloadFault, readOptions } from './read-options.js';
import { type ColorChoice, textOptions } from './terminal.js';

/** Who writes each spelling. Add one: a file in writers/, its name in writers/writer.ts, a line here. */
const WRITERS: Readonly<Record<Spelling, (options: ConvertOptions) => TraceWriter>> = {
  ndjson: () => new NdjsonWriter(),
  yaml: () => new YamlWriter(),
  qmp: ({ qmpStyle }) => new QmpWriter(qmpStyle),
};

export interface ConvertOptions {
  readonly to: Spelling;
  readonly qmpStyle: QmpStyle;
  readonly format?: string;
  readonly merge?: boolean;
  /** Which of several machines of a file: its number from 1, or a part of what the file calls it. */
  readonly machine?: string;
  readonly opcode?: string;
  readonly side?: PayloadSide;
  readonly color: ColorChoice;
}

/** `cxltrace convert`: one spelling of a trace into another, written as it is read. */
export async function convert(files: readonly string[], options: ConvertOptions, io: Io): Promise<ExitCode> {
  const fault = formatFault(options.format) ?? payloadFault(options.opcode);
  if (fault !== null) {
    io.err(`error: ${fault}\n`);
    return EXIT.unusable;
  }
  const { paint } = textOptions(options, io);
  const writer = WRITERS[options.to](options);
  const [input, second] = options.merge ? [mergedInput(files, io)] : inputsOf(files, io);
  if (second !== undefined) {
    io.err('error: convert writes one trace; several files become one with --merge\n');
    return EXIT.unusable;
  }
  if (input === undefined) return EXIT.unusable;
  const machines = new ChosenMachine(options.machine, {
    header: (header) => io.out(writer.header(header)),
    event: (event) => {
      const text = writer.event(event);
      if (text !== '') io.out(text);
    },
    issue: (issue) => io.err(`${issueText(input.name, issue, paint)}\n`),
  });
  const sink = machines.open();
  if ('issue' in input) sink.issue(input.issue);
  else await readInput(input, options.format, sink, readOptions(options));
  const missed = machines.missed();
  if (missed !== null) io.err(`error: ${input.name}: ${missed}\n`);
  const losses = writer.losses();
  if (losses.length > 0) io.err(`${input.name}: not in the ${options.to} spelling: ${losses.join(', ')}\n`);
  return machines.isFound ? EXIT.clean : EXIT.unusable;
}
