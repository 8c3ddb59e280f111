import { printJson } from '../base/json-print.js';
import { specText } from '../base/spec.js';
import { formats } from '../formats/index.js';
import { mailboxCommands } from '../mailbox/index.js';
import { profiles } from '../profiles/index.js';
import { opcodeText } from '../protocol/opcode.js';
import { qmpCommands } from '../qmp/index.js';
import { commandsText } from '../report/commands-text.js';
import { definitions } from '../report/definitions.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { type ColorChoice, textOptions } from './terminal.js';

export interface ListOptions {
  readonly json?: boolean;
  readonly color: ColorChoice;
}

/** `cxltrace formats | commands`: what there is, from the registries themselves. */
export function list(what: 'formats' | 'commands', options: ListOptions, io: Io): ExitCode {
  const { json, text } = LISTS[what](options, io);
  io.out(`${options.json ? printJson(json, 2) : text}\n`);
  return EXIT.clean;
}

const LISTS = { formats: listFormats, commands: listCommands };

function listFormats(options: ListOptions, io: Io) {
  const json = formats.map(({ name, title, endings }) => ({ name, title, endings }));
  const meaning = ({ title, endings }: (typeof json)[number]) =>
    endings.length === 0 ? title : `${title} (${endings.map((ending) => `*${ending}`).join(', ')})`;
  const rows = json.map((format) => [format.name, meaning(format)] as const);
  return { json: { formats: json }, text: definitions(rows, textOptions(options, io).width) };
}

function listCommands(options: ListOptions, io: Io) {
  const all = [...profiles.values()];
  const mailbox = [...mailboxCommands.values()].map(({ opcode, name, key, spec }) => ({
    opcode: opcodeText(opcode),
    name,
    key,
    spec: specText(spec),
    interfaces: INTERFACES.filter((cci) => all.some(({ commands }) => commands[cci].has(opcode))),
    modelledBy: all
      .filter(({ commands }) => INTERFACES.some((cci) => commands[cci].has(opcode)))
      .map((profile) => profile.name),
  }));
  const qmp = [...qmpCommands.values()].map(({ name, summary, schema }) => ({
    name,
    summary,
    arguments: schema.describe,
    modelledBy: all.filter((profile) => profile.qmp.has(name)).map((profile) => profile.name),
  }));
  return { json: { mailbox, qmp }, text: commandsText(mailbox, qmp, [...profiles.keys()], textOptions(options, io)) };
}

const INTERFACES = ['primary', 'fm', 'ld0', 'switch'] as const;
