import { printJson } from '../base/json-print.js';
import { specText } from '../base/spec.js';
import { BEHAVIOURS, type BehaviourName } from '../device/behaviours.js';
import { formats } from '../formats/index.js';
import { mailboxCommands } from '../mailbox/index.js';
import { profiles } from '../profiles/index.js';
import { opcodeText } from '../protocol/opcode.js';
import { qmpCommands } from '../qmp/index.js';
import { table } from '../report/table.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';

/** `cxltrace profiles | formats | commands`: what there is, from the registries themselves. */
export function list(
  what: 'profiles' | 'formats' | 'commands',
  options: { readonly json?: boolean },
  io: Io,
): ExitCode {
  const { json, text } = LISTS[what]();
  io.out(`${options.json ? printJson(json, 2) : text}\n`);
  return EXIT.clean;
}

const LISTS = { profiles: listProfiles, formats: listFormats, commands: listCommands };

function listFormats() {
  const json = formats.map(({ name, title, endings }) => ({ name, title, endings }));
  return {
    json: { formats: json },
    text: table(
      ['format', 'files', 'what'],
      json.map(({ name, title, endings }) => [name, endings.join(' '), title]),
    ),
  };
}

function listCommands() {
  const models = (has: (profile: string) => boolean) => [...profiles.keys()].filter(has);
  const mailbox = [...mailboxCommands.values()].map(({ opcode, name, key, spec }) => ({
    opcode: opcodeText(opcode),
    name,
    key,
    spec: specText(spec),
    modelledBy: models((profile) =>
      Object.values(profiles.get(profile)?.commands ?? {}).some((cci) => cci.has(opcode)),
    ),
  }));
  const qmp = [...qmpCommands.values()].map(({ name, summary, schema }) => ({
    name,
    summary,
    arguments: schema.describe,
    modelledBy: models((profile) => profiles.get(profile)?.qmp.has(name) ?? false),
  }));
  const rows = [
    ...mailbox.map((one) => [one.opcode, one.key, one.spec, one.modelledBy.join(' ') || 'decoded only']),
    ...qmp.map((one) => ['QMP', one.name, one.summary, one.modelledBy.join(' ') || 'decoded only']),
  ];
  return { json: { mailbox, qmp }, text: table(['', 'command', 'reference', 'modelled by'], rows) };
}

function listProfiles() {
  const all = [...profiles.values()];
  const names = Object.keys(BEHAVIOURS) as BehaviourName[];
  const json = {
    profiles: all.map(({ name, title, evidence, source, constants, behaviours }) => ({
      name,
      title,
      evidence,
      source,
      constants,
      behaviours,
    })),
    behaviours: BEHAVIOURS,
  };
  const about = table(
    ['profile', 'evidence', 'what'],
    all.map(({ name, evidence, title }) => [name, evidence, title]),
  );
  const rows = names.map((name) => [name, ...all.map(({ behaviours }) => behaviours[name])]);
  const meanings = names.map((name) => `${name}: ${BEHAVIOURS[name].meaning}. Source: ${BEHAVIOURS[name].source}.`);
  const text = [about, table(['behaviour', ...all.map(({ name }) => name)], rows), meanings.join('\n')].join('\n\n');
  return { json, text };
}
