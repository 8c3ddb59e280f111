import { Command, CommanderError, Option } from 'commander';
import { InvariantError } from '../base/assert.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { VERSION } from './version.js';

/** Options that several commands share. */
const profileOption = () =>
  new Option(
    '--profile <name>',
    'the device to replay against, instead of the one the trace names; several are held against each other',
  ).argParser((name: string, before: readonly string[] | undefined) => [...(before ?? []), name]);
const formatOption = () => new Option('--format <name>', 'the format of the input, instead of detecting it');
const colorOption = () =>
  new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']).default('auto');
const failOnOption = () =>
  new Option('--fail-on <severity>', 'what makes the exit code 1')
    .choices(['note', 'warning', 'error'])
    .default('error');

/** Each command's code is loaded when it runs: `--help` stays instant. */
function program(io: Io, done: (code: ExitCode) => void): Command {
  const root = new Command('cxltrace')
    .description('Decode CXL Dynamic Capacity traces and replay them against a device engine')
    .version(VERSION)
    .showHelpAfterError('(run with --help for usage and examples)')
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .exitOverride();
  root.addHelpText('after', EXAMPLES.root);

  command(root, 'replay [files...]', 'replay traces against the engine and report where they part', EXAMPLES.replay)
    .addOption(profileOption())
    .addOption(formatOption())
    .addOption(colorOption())
    .addOption(failOnOption())
    .option('--json', 'print one JSON document')
    .option('--all', 'show every cause and every issue')
    .option('--by-command', 'add a table of identical answers by command')
    .action(async (files, options) => done(await (await import('./replay.js')).replay(files, options, io)));

  command(root, 'decode [files...]', 'print the typed commands and events of traces', EXAMPLES.decode)
    .addOption(formatOption())
    .addOption(colorOption())
    .option('--json', 'print one JSON document')
    .option('--ndjson', 'print one JSON object a line, as they are read')
    .option('--hex', 'show the payload bytes beside the fields')
    .action(async (files, options) => done(await (await import('./decode.js')).decode(files, options, io)));

  for (const [name, what] of Object.entries(LISTS))
    command(root, name, what, '')
      .option('--json', 'print one JSON document')
      .action(async (options) => done((await import('./lists.js')).list(name as keyof typeof LISTS, options, io)));
  return root;
}

const LISTS = {
  profiles: 'list the modelled devices and how they behave',
  formats: 'list the input formats',
  commands: 'list the mailbox and QMP commands that are known',
} as const;

const command = (root: Command, name: string, what: string, examples: string): Command =>
  root.command(name).description(what).addHelpText('after', examples).exitOverride();

const EXAMPLES = {
  root: `
Examples:
  cxltrace replay capture.ndjson            where does the recording part from the modelled device?
  cxltrace replay traces --json             a folder, as JSON for scripts
  cxltrace decode --hex capture.ndjson      what was said, field by field

Exit codes: 0 nothing to report, 1 divergences, 2 unusable input or usage, 70 a bug of cxltrace.`,
  replay: `
Examples:
  cxltrace replay capture.ndjson
  cxltrace replay --profile qemu-10.0 capture.ndjson    against another device
  cxltrace replay --profile qemu-10.0 --profile qemu-10.2 capture.ndjson    where do the two differ?
  zcat capture.ndjson.gz | cxltrace replay -            standard input
  cxltrace replay --json traces | jq .summary

A folder is walked for *.ndjson, *.yaml and *.yml (also .gz); - or nothing reads standard input.`,
  decode: `
Examples:
  cxltrace decode capture.ndjson
  cxltrace decode --ndjson capture.ndjson | jq 'select(.opcode == "0x4802")'`,
};

/** Runs the command line; only here are failures turned into text and an exit code. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.clean;
  try {
    await program(io, (result) => {
      code = result;
    }).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.unusable;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.err(`${error instanceof InvariantError ? 'bug' : 'unexpected'}: ${text}\n`);
    io.err('This is a bug of cxltrace. Please report it with the command and, if you can, the trace.\n');
    return EXIT.bug;
  }
}
