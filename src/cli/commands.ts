import { printJson } from '../base/json-print.js';
import { didYouMean } from '../base/nearest.js';
import { specText } from '../base/spec.js';
import type { Message } from '../layout/message.js';
import { mailboxCommands, mailboxCommandsByKey } from '../mailbox/index.js';
import { profiles } from '../profiles/index.js';
import type { Command } from '../protocol/command.js';
import { opcodeText } from '../protocol/opcode.js';
import type { QmpCommand } from '../qmp/command.js';
import { qmpCommands } from '../qmp/index.js';
import type { Schema } from '../qmp/schema.js';
import {
  type DescribedArgument,
  type DescribedPayload,
  mailboxCommandText,
  qmpCommandText,
} from '../report/command-text.js';
import { commandsText } from '../report/commands-text.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { opcodeOf } from './read-options.js';
import { type ColorChoice, textOptions } from './terminal.js';

export interface CommandsOptions {
  readonly json?: boolean;
  readonly color: ColorChoice;
}

/** `cxltrace commands [NAME…]`: the known commands, or every field of those that are named. */
export function listCommands(names: readonly string[], options: CommandsOptions, io: Io): ExitCode {
  const found = names.map(commandOf);
  const unknown = names.find((_, index) => found[index] === null);
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, [...mailboxCommandsByKey.keys(), ...qmpCommands.keys()]);
    io.err(`error: no command is called "${unknown}"${hint}; "cxltrace commands" lists all\n`);
    return EXIT.unusable;
  }
  const text = textOptions(options, io);
  const known = [...profiles.keys()];
  if (names.length === 0) {
    const mailbox = [...mailboxCommands.values()].map(listed);
    const qmp = [...qmpCommands.values()].map(listedQmp);
    io.out(`${options.json ? printJson({ mailbox, qmp }, 2) : commandsText(mailbox, qmp, known, text)}\n`);
    return EXIT.clean;
  }
  const mailbox = found.flatMap((one) => (one !== null && 'opcode' in one ? [described(one)] : []));
  const qmp = found.flatMap((one) => (one !== null && !('opcode' in one) ? [describedQmp(one)] : []));
  if (options.json) io.out(`${printJson({ mailbox, qmp }, 2)}\n`);
  else {
    const pages = [
      ...mailbox.map((one) => mailboxCommandText(one, known, text)),
      ...qmp.map((one) => qmpCommandText(one, known, text)),
    ];
    io.out(`${pages.join('\n\n')}\n`);
  }
  return EXIT.clean;
}

/** The command that a name or an opcode means, of the mailbox or of QMP. */
function commandOf(name: string): Command | QmpCommand | null {
  const opcode = opcodeOf(name);
  return (opcode === null ? undefined : mailboxCommands.get(opcode)) ?? qmpCommands.get(name) ?? null;
}

const INTERFACES = ['primary', 'fm', 'ld0', 'switch'] as const;

function listed({ opcode, name, key, spec }: Command) {
  const all = [...profiles.values()];
  return {
    opcode: opcodeText(opcode),
    name,
    key,
    spec: specText(spec),
    interfaces: INTERFACES.filter((cci) => all.some(({ commands }) => commands[cci].has(opcode))),
    modelledBy: all
      .filter(({ commands }) => INTERFACES.some((cci) => commands[cci].has(opcode)))
      .map((profile) => profile.name),
  };
}

const described = (command: Command) => ({
  ...listed(command),
  request: payload(command.request),
  response: payload(command.response),
});

const payload = (layout: Message<unknown>): DescribedPayload => ({
  sizeBytes: layout.sizeBytes,
  isFixed: layout.isFixed,
  fields: layout.outline(),
});

const listedQmp = ({ name, summary, schema }: QmpCommand) => ({
  name,
  summary,
  arguments: schema.describe,
  modelledBy: [...profiles.values()].filter((profile) => profile.qmp.has(name)).map((profile) => profile.name),
});

const describedQmp = (command: QmpCommand) => ({
  ...listedQmp(command),
  members: membersOf(command.schema, ''),
  returns: command.returns,
});

/** Each argument, then what the elements of a list have. */
function membersOf({ members }: Schema<unknown>, prefix: string): readonly DescribedArgument[] {
  return Object.entries(members ?? {}).flatMap(([name, { schema, isOptional }]) => {
    const { element, values } = schema;
    const hasMembers = element?.members !== undefined;
    const type = hasMembers ? 'list' : schema.describe;
    return [
      { name: prefix + name, isOptional, type, ...(values !== undefined && { values }) },
      ...(hasMembers ? membersOf(element, `${prefix}${name}[].`) : []),
    ];
  });
}
