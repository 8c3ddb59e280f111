import { Command, CommanderError, Option } from 'commander';
import { InvariantError } from '../base/assert.js';
import { EXIT, type ExitCode } from './exit-code.js';
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
const filterOption = () =>
  new Option('--filter <expr>', 'only records that pass, e.g. "opcode == 0x4802 && returnCode != success"');
const opcodeOption = () => new Option('--opcode <command>', 'the command of a pasted hex dump: its name, or 0x4802');
const sideOption = () => new Option('--side <side>', 'what a pasted hex dump is').choices(['request', 'response']);
const colorOption = () =>
  new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']).default('auto');
const failOnOption = () =>
  new Option('--fail-on <severity>', 'what makes the exit code 1')
    .choices(['note', 'warning', 'error'])
    .default('error');

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
  root.addHelpText('after', EXAMPLES.root);

  for (const add of SUBCOMMANDS) add(root, io, done);
  return root;
}

function addReplay(root: Command, io: Io, done: Done): void {
  command(root, 'replay [files...]', 'replay traces against the engine and report where they part', EXAMPLES.replay)
    .addOption(profileOption())
    .addOption(formatOption())
    .addOption(colorOption())
    .addOption(failOnOption())
    .addOption(mergeOption())
    .option('--json', 'print one JSON document')
    .option('--all', 'show every cause and every issue')
    .option('--by-command', 'add a table of identical answers by command')
    .action(async (files, options) => done(await (await import('./replay.js')).replay(files, options, io)));
}

function addDecode(root: Command, io: Io, done: Done): void {
  command(root, 'decode [files...]', 'print the typed commands and events of traces', EXAMPLES.decode)
    .addOption(formatOption())
    .addOption(mergeOption())
    .addOption(colorOption())
    .option('--json', 'print one JSON document')
    .option('--ndjson', 'print one JSON object a line, as they are read')
    .addOption(filterOption())
    .addOption(opcodeOption())
    .addOption(sideOption())
    .option('--hex', 'show the payload bytes beside the fields')
    .action(async (files, options) => done(await (await import('./decode.js')).decode(files, options, io)));
}

function addCheck(root: Command, io: Io, done: Done): void {
  command(root, 'check [paths...]', 'run traces with expectations: a test runner', EXAMPLES.check)
    .option('--profile <name>', 'the device to check against, instead of the one the trace names')
    .addOption(formatOption())
    .addOption(colorOption())
    .addOption(failOnOption())
    .option('--reporter <name>', 'what is printed: default, json, junit, tap, github', 'default')
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
  command(root, 'explain [codes...]', 'what a divergence code means; without a code, all of them', EXAMPLES.explain)
    .addOption(colorOption())
    .option('--json', 'print one JSON document')
    .action(async (codes, options) => done((await import('./explain.js')).explain(codes, options, io)));
}

function addProfiles(root: Command, io: Io, done: Done): void {
  command(root, 'profiles [name]', 'the modelled devices and how they differ, or all about one', EXAMPLES.profiles)
    .addOption(colorOption())
    .option('--json', 'print one JSON document')
    .action(async (name, options) => done((await import('./profiles.js')).listProfiles(name, options, io)));
}

function addLists(root: Command, io: Io, done: Done): void {
  for (const [name, what] of Object.entries(LISTS))
    command(root, name, what, '')
      .addOption(colorOption())
      .option('--json', 'print one JSON document')
      .action(async (options) => done((await import('./lists.js')).list(name as keyof typeof LISTS, options, io)));
}

function addConvert(root: Command, io: Io, done: Done): void {
  command(root, 'convert [files...]', 'write a trace in another spelling', EXAMPLES.convert)
    .addOption(
      new Option('--to <spelling>', 'how to write it').choices(['ndjson', 'yaml', 'qmp']).makeOptionMandatory(),
    )
    .addOption(
      new Option('--qmp-style <style>', 'QMP for socat and nc, or lines for qmp-shell')
        .choices(['json', 'shell'])
        .default('json'),
    )
    .addOption(formatOption())
    .addOption(mergeOption())
    .addOption(opcodeOption())
    .addOption(sideOption())
    .addOption(colorOption())
    .action(async (files, options) => done(await (await import('./convert.js')).convert(files, options, io)));
}

/** The screen to look at traces. */
function addView(root: Command, io: Io, done: Done): void {
  command(root, 'view [files...]', 'look at traces on the whole terminal, forwards and backwards', EXAMPLES.view)
    .addOption(profileOption())
    .addOption(formatOption())
    .addOption(colorOption())
    .addOption(mergeOption())
    .option('-f, --follow', 'go on reading as the file grows')
    .option('--ascii', 'draw with ASCII signs only')
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
  addLists,
];

const LISTS = {
  formats: 'list the input formats',
  commands: 'list the mailbox and QMP commands that are known',
} as const;

const command = (root: Command, name: string, what: string, examples: string): Command =>
  root.command(name).description(what).addHelpText('after', examples).exitOverride();

const EXAMPLES = {
  view: `
Examples:
  cxltrace view                             bundled traces to choose from, and a guided tour
  cxltrace view capture.ndjson
  cxltrace view --merge mmio.log qmp.log guest.log    several logs of one incident as one timeline
  cxltrace view -f capture.ndjson           stays at the end of a file that grows
  cxltrace view --profile qemu-10.0 --profile qemu-10.2 capture.ndjson    a column of verdicts for each
  zcat capture.ndjson.gz | cxltrace view    standard input; the keys come from the terminal

Keys: n next divergence, j/k move, 1-5 panes, f follow an extent, r who changed this, / search, & filter, p profile,
? everything else, q quit. Marks and notes are kept beside the trace, in NAME.marks.json.`,
  profiles: `
Examples:
  cxltrace profiles                         every behaviour, and which device has which value of it
  cxltrace profiles qemu-10.2               one device: limits, commands, behaviours
  cxltrace profiles --json | jq -r '.profiles[].name'`,
  explain: `
Examples:
  cxltrace explain null-tag
  cxltrace explain --json | jq -r '.codes[].code'`,
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
  convert: `
Examples:
  cxltrace convert capture.ndjson --to yaml > mine.yaml      a recording to work on
  cxltrace convert mmio.log --to ndjson > capture.ndjson     a log as a recording
  cxltrace convert capture.ndjson --to qmp | socat - UNIX-CONNECT:qmp.sock
  cxltrace convert capture.ndjson --to qmp --qmp-style shell | qmp-shell qmp.sock
  xxd payload.bin | cxltrace convert - --to yaml --opcode add-dynamic-capacity-response

What a spelling cannot say is counted on standard error.`,
  check: `
Examples:
  cxltrace check traces                                   all traces of a folder
  cxltrace check --name second-group --watch traces       these, again whenever they change
  cxltrace check --update mine.yaml                       accept what the engine gives (not in recordings, nor where
                                                          expectations list divergences: their answers stay)
  cxltrace check --reporter junit traces > junit.xml      for a CI server; also tap, github, json
  cxltrace check --shard 2/4 --reporter json traces > 2.json
  cxltrace check --merge 1.json 2.json 3.json 4.json      one report of all shards

A trace passes where its expectations hold and it replays without a divergence of severity error, save those that an
expectation lists (expect: { divergences: [null-tag] }). NAME.expect.yaml holds the expectations of the recording NAME.
Exit codes: 0 all pass, 1 some fail, 2 some could not be used, 70 a bug of cxltrace.`,
  decode: `
Examples:
  cxltrace decode capture.ndjson
  cxltrace decode --ndjson capture.ndjson | jq 'select(.opcode == "0x4802")'
  xxd payload.bin | cxltrace decode --opcode 0x4802 -
  cxltrace decode --filter 'returnCode != success' capture.ndjson
  cxltrace decode --filter 'opcode in [4802h, 4803h] && extents[0].startDpa >= 0x20000000' capture.ndjson

Filters: == != < <= > >= compare, ~ looks for text, in [a, b] takes one of several, a field alone asks whether it is
there; combined with && || ! and (). Fields are those of --json, or paths as reports print them; numbers may be 0x…,
4802h or 128MiB; commands and return codes go by name: add-dynamic-capacity-response, invalid-input.`,
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
