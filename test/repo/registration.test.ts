import { describe, expect, it } from 'vitest';
import type { MailboxHandler, QmpHandler } from '../../src/device/profile.js';
import { mailboxCommands } from '../../src/mailbox/index.js';
import { profiles } from '../../src/profiles/index.js';
import type { Command } from '../../src/protocol/command.js';
import { opcodeText } from '../../src/protocol/opcode.js';
import type { QmpCommand } from '../../src/qmp/command.js';
import { qmpCommands } from '../../src/qmp/index.js';
import { modulesOf } from './sources.js';

const OPCODE_FILE = /^([0-9a-f]{4})-(.+)$/;

const has = (value: unknown, ...names: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => name in value);
const isCommand = (value: unknown): value is Command => has(value, 'opcode', 'request', 'response');
const isMailboxHandler = (value: unknown): value is MailboxHandler =>
  has(value, 'command', 'effects') && isCommand((value as MailboxHandler).command);
const isQmpCommand = (value: unknown): value is QmpCommand => has(value, 'name', 'schema', 'check');
const isQmpHandler = (value: unknown): value is QmpHandler =>
  has(value, 'command', 'handle') && !isMailboxHandler(value);

/** The file of a QMP command: its name, with hyphens for what QEMU spells with underscores. */
const qmpFile = (name: string): string => name.replaceAll('_', '-').toLowerCase();

/** What every module of a folder exports that passes the test, with the name of its file. */
async function declared<T>(folder: string, isOne: (value: unknown) => value is T) {
  const modules = await modulesOf(folder);
  return [...modules].flatMap(([file, module]) =>
    Object.values(module)
      .filter(isOne)
      .map((one) => ({ file, one })),
  );
}

describe('mailbox commands', async () => {
  const commands = await declared('mailbox', isCommand);
  const files = [...(await modulesOf('mailbox')).keys()];

  it('stand in files named by opcode and name, one in each', () => {
    const expected = commands.map(({ one }) => `${one.opcode.toString(16).padStart(4, '0')}-${one.key}`);
    expect(files.sort(), 'name the file after the opcode and the title of the section').toEqual(expected.sort());
  });

  it('are all in the table', () => {
    const missing = commands.filter(({ one }) => mailboxCommands.get(one.opcode) !== one).map(({ file }) => file);
    expect(missing, 'add a line to mailbox/index.ts').toEqual([]);
  });

  it.each([...mailboxCommands.values()])('$key cites its section', ({ spec, request, response }) => {
    for (const one of [spec, request.spec, response.spec]) {
      expect(one.document, 'say which document and revision').toMatch(/\d/);
      expect(one.section, 'say which section').toMatch(/^(\d+|[A-Z])(\.\d+)*$/);
      expect(one.title, "say the section's title").not.toBe('');
    }
  });
});

describe('mailbox handlers', async () => {
  const handlers = await declared('handlers', isMailboxHandler);

  it('stand in files named by the opcode they answer', () => {
    const astray = handlers.filter(({ file, one }) => {
      const [, opcode] = OPCODE_FILE.exec(file) ?? [];
      return opcode !== one.command.opcode.toString(16).padStart(4, '0');
    });
    expect(
      astray.map(({ file, one }) => `${file} handles ${opcodeText(one.command.opcode)}`),
      'name the file like its wire file in mailbox/',
    ).toEqual([]);
  });

  it('answer commands of the table', () => {
    const unknown = handlers.filter(({ one }) => mailboxCommands.get(one.command.opcode) !== one.command);
    expect(
      unknown.map(({ file }) => file),
      'register the command in mailbox/index.ts',
    ).toEqual([]);
  });

  it('are each used by a profile', () => {
    const used = new Set(
      [...profiles.values()].flatMap(({ commands }) => Object.values(commands).flatMap((table) => [...table.values()])),
    );
    const unused = handlers.filter(({ one }) => !used.has(one)).map(({ file }) => file);
    expect(unused, 'add a line to handlers/index.ts, and to a profile that has the command').toEqual([]);
  });
});

describe('QMP commands', async () => {
  const commands = await declared('qmp', isQmpCommand);
  const handlers = await declared('handlers', isQmpHandler);

  it('stand in files named after them and are in the table', () => {
    const astray = commands.filter(({ file, one }) => file !== qmpFile(one.name) || qmpCommands.get(one.name) !== one);
    expect(
      astray.map(({ file, one }) => `${one.name} in ${file}`),
      'rename the file; add a line to qmp/index.ts',
    ).toEqual([]);
  });

  it('have handlers in files of the same name, used by a profile', () => {
    const used = new Set([...profiles.values()].flatMap(({ qmp }) => [...qmp.values()]));
    const astray = handlers.filter(({ file, one }) => file !== qmpFile(one.command.name) || !used.has(one));
    expect(
      astray.map(({ file, one }) => `${one.command.name} in ${file}`),
      'rename the file; add a line to handlers/index.ts',
    ).toEqual([]);
  });
});
