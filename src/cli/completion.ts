import type { Command, Option } from 'commander';
import { divergenceKinds } from '../divergence/index.js';
import { formats } from '../formats/index.js';
import { mailboxCommandsByKey } from '../mailbox/index.js';
import { profiles } from '../profiles/index.js';
import { qmpCommands } from '../qmp/index.js';
import { COMPLETION_SCRIPTS, type Shell } from './completion-scripts.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';

/** What may stand at the cursor, and what it is for. */
interface Candidate {
  readonly value: string;
  readonly hint: string;
}

/** `cxltrace completion SHELL [WORDS…]`: the shell's script, or what may stand in place of the last word. */
export function completion(root: Command, shell: Shell, words: readonly string[], io: Io): ExitCode {
  const { script, line } = COMPLETION_SCRIPTS[shell];
  if (words.length === 0) io.out(script);
  else
    io.out(
      candidates(root, words)
        .map(({ value, hint }) => `${line(value, hint)}\n`)
        .join(''),
    );
  return EXIT.clean;
}

/** Nothing where a file is meant: the shell knows files itself. */
export function candidates(root: Command, words: readonly string[]): readonly Candidate[] {
  // `--host=li` is one word to zsh and fish, and three to bash.
  const [, option = '', begun = ''] = /^(--[^=]+=)(.*)$/.exec(words.at(-1) ?? '') ?? [];
  const apart = option === '' ? words : [...words.slice(0, -1), option.slice(0, -1), begun];
  const last = apart.at(-1)?.replace(/^=$/, '') ?? '';
  const [name, ...before] = apart.slice(0, -1).filter((word) => word !== '=');
  return among(root, name, before, last)
    .filter(({ value }) => value.startsWith(last))
    .map(({ value, hint }) => ({ value: option + value, hint }));
}

function among(root: Command, name: string | undefined, before: readonly string[], last: string): readonly Candidate[] {
  if (name === undefined) return last.startsWith('-') ? options(root) : subcommands(root);
  const command = root.commands.find((one) => one.name() === name);
  if (command === undefined || before.includes('--')) return [];
  const asking = optionNamed(command, before.at(-1) ?? '');
  if (asking !== undefined) return values(asking);
  if (last.startsWith('-')) return options(command);
  return name === 'help' ? subcommands(root) : named(ARGUMENTS[name]);
}

/** The option of this spelling, where it takes a value. */
const optionNamed = ({ options: own }: Command, spelling: string): Option | undefined =>
  own.find(({ long, short, required, optional }) => (required || optional) && [long, short].includes(spelling));

const subcommands = (root: Command): readonly Candidate[] =>
  root.commands.map((one) => ({ value: one.name(), hint: one.description() }));

const options = ({ options: own }: Command): readonly Candidate[] =>
  own.flatMap(({ long, description }) => (long === undefined ? [] : [{ value: long, hint: description }]));

const values = (option: Option): readonly Candidate[] =>
  named(option.argChoices ? () => option.argChoices ?? [] : OPTION_VALUES[option.attributeName()]);

const named = (names: Names | undefined): readonly Candidate[] =>
  (names?.() ?? []).map((value) => ({ value, hint: '' }));

type Names = () => readonly string[];

const profileNames: Names = () => [...profiles.keys()];
const commandNames: Names = () => [...mailboxCommandsByKey.keys(), ...qmpCommands.keys()];

/** What options take that names something known; their own choices are known to them. */
const OPTION_VALUES: Readonly<Record<string, Names>> = {
  profile: profileNames,
  format: () => formats.map(({ name }) => name),
  opcode: () => [...mailboxCommandsByKey.keys()],
};

/** What subcommands take that is no file. */
const ARGUMENTS: Readonly<Record<string, Names>> = {
  explain: () => divergenceKinds.map(({ code }) => code),
  profiles: profileNames,
  commands: commandNames,
  completion: () => Object.keys(COMPLETION_SCRIPTS),
};
