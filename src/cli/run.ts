import { Argument, Command, CommanderError, Option } from 'commander';
import { InvariantError } from '../base/assert.js';
import { didYouMean } from '../base/nearest.js';
import { SEVERITIES } from '../divergence/severity.js';
import { REPORTER_NAMES } from '../report/check-reporter.js';
import { HOST_NAMES } from '../trace/sides.js';
import { QMP_STYLES, SPELLINGS } from '../writers/writer.js';
import { SHELLS } from './completion-scripts.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { HELP_TEXTS } from './help-texts.js';
import type { Io } from './io.js';
import { textWidth } from './terminal.js';
import { VERSION } from './version.js';

/** Options that several commands share. */
const profileOption = () =>
  new Option(
    '--profile <name>',
    'the device to replay against, instead of the one the trace names; several are held against each other',
  ).argParser((name: string, before: readonly string[] | undefined) => [...(before ?? []), name]);
const formatOption = () => new Option('--format <name>', 'the format of the input, instead of detecting it');
const filterOption = (what: string) =>
  new Option('--filter <expr>', `${what}, e.g. "opcode == 0x4802 && returnCode != success"`);
const opcodeOption = () => new Option('--opcode <command>', 'the command of a pasted hex dump: its name, or 0x4802');
const sideOption = () => new Option('--side <side>', 'what a pasted hex dump is').choices(['request', 'response']);
const colorOption = () =>
  new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']).default('auto');
const failOnOption = () =>
  new Option('--fail-on <severity>', 'what makes the exit code 1').choices(SEVERITIES.toReversed()).default('error');

const hostOption = () =>
  new Option('--host <model>', 'who plays the host where a trace does not record it').choices(HOST_NAMES);

const mergeOption = () => new Option('--merge', 'make one timeline of all files, and of all logs of a folder');

type Done = (code: ExitCode) => void;

/** Each command's code is loaded when it runs: `--help` stays instant. */
function program(io: Io, done: Done): Command {
  const root = new Command('cxltrace')
    .description('Decode CXL Dynamic Capacity traces and replay them against a device engine')
    .version(VERSION)
    .showHelpAfterError('(run with --help for usage and examples)')
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      getOutHelpWidth: () => textWidth(io),
      getErrHelpWidth: () => textWidth(io),
    })
    .exitOverride();
  root.addHelpText('after', HELP_TEXTS.root);

  for (const add of SUBCOMMANDS) add(root, io, done);
  return root;
}

function addReplay(root: Command, io: Io, done: Done): void {
  command(root, 'replay [files...]', 'replay traces against the engine and report where they part', HELP_TEXTS.replay)
    .addOption(profileOption())
    .addOption(formatOption())
    .addOption(colorOption())
    .addOption(failOnOption())
    .addOption(mergeOption())
    .addOption(hostOption())
    .addOption(opcodeOption())
    .addOption(sideOption())
    .addOption(filterOption('only divergences at records that pass'))
    .option('--json', 'print one JSON document')
    .option('--all', 'show every cause and every issue')
    .option('--by-command', 'add a table of identical answers by command')
    .action(async (files, options) => done(await (await import('./replay.js')).replay(files, options, io)));
}

function addDecode(root: Command, io: Io, done: Done): void {
  command(root, 'decode [files...]', 'print the typed commands and events of traces', HELP_TEXTS.decode)
    .addOption(formatOption())
    .addOption(mergeOption())
    .addOption(colorOption())
    .option('--json', 'print one JSON document')
    .addOption(new Option('--ndjson', 'print one JSON object a line, as they are read').conflicts('json'))
    .addOption(filterOption('only records that pass'))
    .addOption(opcodeOption())
    .addOption(sideOption())
    .option('--hex', 'show the payload bytes beside the fields')
    .action(async (files, options) => done(await (await import('./decode.js')).decode(files, options, io)));
}

function addCheck(root: Command, io: Io, done: Done): void {
  command(root, 'check [paths...]', 'run traces with expectations: a test runner', HELP_TEXTS.check)
    .option('--profile <name>', 'the device to check against, instead of the one the trace names')
    .addOption(formatOption())
    .addOption(colorOption())
    .addOption(failOnOption())
    .addOption(hostOption())
    .addOption(new Option('--reporter <name>', 'how it is told').choices(REPORTER_NAMES).default('default'))
    .option('--all', 'show every failure and every issue')
    .option('--name <pattern>', 'check only traces whose path or title matches this regular expression')
    .option('--bail', 'stop at the first trace that fails')
    .option('--update', 'write what the engine gives into written traces and side files where they fail')
    .option('--watch', 'check what changes, until interrupted')
    .option('--shard <i/n>', 'check the i-th of n parts of the traces')
    .option('--merge <files...>', 'make one report of the JSON reports of all shards; checks nothing')
    .option('--jobs <count>', 'how many traces are checked at once; as many as there are cores')
    .action(async (paths, options) => done(await (await import('./check.js')).check(paths, options, io)));
}

function addExplain(root: Command, io: Io, done: Done): void {
  command(root, 'explain [codes...]', 'what a divergence code means; without a code, all of them', HELP_TEXTS.explain)
    .addOption(colorOption())
    .option('--json', 'print one JSON document')
    .action(async (codes, options) => done((await import('./explain.js')).explain(codes, options, io)));
}

function addProfiles(root: Command, io: Io, done: Done): void {
  command(root, 'profiles [name]', 'the modelled devices and how they differ, or all about one', HELP_TEXTS.profiles)
    .addOption(colorOption())
    .option('--json', 'print one JSON document')
    .action(async (name, options) => done((await import('./profiles.js')).listProfiles(name, options, io)));
}

function addFormats(root: Command, io: Io, done: Done): void {
  command(root, 'formats', 'list the input formats', HELP_TEXTS.formats)
    .addOption(colorOption())
    .option('--json', 'print one JSON document')
    .action(async (options) => done((await import('./formats.js')).listFormats(options, io)));
}

function addCommands(root: Command, io: Io, done: Done): void {
  const what = 'list the mailbox and QMP commands, or all fields of those that are named';
  command(root, 'commands [names...]', what, HELP_TEXTS.commands)
    .addOption(colorOption())
    .option('--json', 'print one JSON document')
    .action(async (names, options) => done((await import('./commands.js')).listCommands(names, options, io)));
}

function addCompletion(root: Command, io: Io, done: Done): void {
  command(root, 'completion', "print a shell's script that completes commands and names", HELP_TEXTS.completion)
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addArgument(new Argument('[words...]', 'the words up to the cursor: prints what may stand there'))
    .action(async (shell, words) => done((await import('./completion.js')).completion(root, shell, words, io)));
}

/** In place of commander's own, which shows everything where a name is misspelt. */
function addHelp(root: Command): void {
  root.helpCommand(false);
  command(root, 'help [command]', 'show the options and examples of a command', '').action((name?: string) => {
    const found = name === undefined ? root : root.commands.find((one) => one.name() === name);
    if (found !== undefined) return found.help();
    const names = root.commands.map((one) => one.name());
    return root.error(`error: unknown command '${name}'${didYouMean(name ?? '', names)}; expected ${names.join(', ')}`);
  });
}

function addConvert(root: Command, io: Io, done: Done): void {
  command(root, 'convert [files...]', 'write a trace in another spelling', HELP_TEXTS.convert)
    .addOption(new Option('--to <spelling>', 'how to write it').choices(SPELLINGS).makeOptionMandatory())
    .addOption(
      new Option('--qmp-style <style>', 'QMP for socat and nc, or lines for qmp-shell')
        .choices(QMP_STYLES)
        .default('json'),
    )
    .addOption(formatOption())
    .addOption(mergeOption())
    .addOption(opcodeOption())
    .addOption(sideOption())
    .option('--machine <which>', 'which of several machines of a file: its number, or a part of its name')
    .addOption(colorOption())
    .action(async (files, options) => done(await (await import('./convert.js')).convert(files, options, io)));
}

/** The screen to look at traces. */
function addView(root: Command, io: Io, done: Done): void {
  command(root, 'view [files...]', 'look at traces on the whole terminal, forwards and backwards', HELP_TEXTS.view)
    .addOption(profileOption())
    .addOption(formatOption())
    .addOption(colorOption())
    .addOption(mergeOption())
    .addOption(hostOption())
    .option('-f, --follow', 'go on reading as the file grows')
    .option('--ascii', 'draw with ASCII signs only')
    .option('--at <place>', 'begin at a record: 19, "line 20", 1.5s')
    .option('--print', 'print what the panes show of that record, without a screen')
    .action(async (files, options) => done(await (await import('./view.js')).view(files, options, io)));
}

/** The subcommands in the order of the help. Add one: a function here, its code in a file beside this one. */
const SUBCOMMANDS: readonly ((root: Command, io: Io, done: Done) => void)[] = [
  addReplay,
  addDecode,
  addConvert,
  addCheck,
  addView,
  addExplain,
  addProfiles,
  addFormats,
  addCommands,
  addCompletion,
  addHelp,
];

const command = (root: Command, name: string, what: string, examples: string): Command =>
  root.command(name).description(what).addHelpText('after', examples).exitOverride();

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
