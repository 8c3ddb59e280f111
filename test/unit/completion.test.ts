import { execFileSync } from 'node:child_process';
import { describe, expect, it, test } from 'vitest';
import { SHELLS } from '../../src/cli/completion-scripts.js';
import { cxltrace } from '../command-line.js';

/** What stands at the cursor behind these words. */
const offered = async (...words: readonly string[]) =>
  (await cxltrace(['completion', 'bash', '--', ...words])).out.split('\n').slice(0, -1);

describe('completion offers', () => {
  it('commands, and their options', async () => {
    expect(await offered('re')).toEqual(['replay']);
    expect(await offered('replay', '--f')).toEqual(['--format', '--fail-on', '--filter']);
    expect(await offered('help', 'dec')).toEqual(['decode']);
  });

  it('what an option takes, however it is joined', async () => {
    expect(await offered('replay', '--host', '')).toEqual(['linux', 'accept-all', 'none']);
    expect(await offered('replay', '--host', '=', 'l')).toEqual(['linux']);
    expect(await offered('replay', '--host', '=')).toEqual(['linux', 'accept-all', 'none']);
    expect(await offered('replay', '--host=l')).toEqual(['--host=linux']);
    expect(await offered('view', '--profile', 'qemu-10.0')).toEqual(['qemu-10.0']);
    expect(await offered('decode', '--opcode', 'get-dynamic-capacity-c')).toEqual([
      'get-dynamic-capacity-configuration',
    ]);
  });

  it('names of codes, profiles and commands', async () => {
    expect(await offered('explain', 'null')).toEqual(['null-tag']);
    expect(await offered('profiles', 'cxl')).toEqual(['cxl-3.1']);
    expect(await offered('commands', 'cxl-add')).toEqual(['cxl-add-dynamic-capacity']);
  });

  it('nothing where a file is meant, and of an unknown command', async () => {
    expect(await offered('replay', 'tra')).toEqual([]);
    expect(await offered('replay', '--', '--f')).toEqual([]);
    expect(await offered('frobnicate', '')).toEqual([]);
  });
});

test.each(SHELLS)('%s gets a script that asks for its own kind of line', async (shell) => {
  const { out, code } = await cxltrace(['completion', shell]);
  expect(code).toBe(0);
  expect(out).toContain(`cxltrace completion ${shell} -- `);
});

test('candidates come with what they are for, where the shell shows it', async () => {
  expect((await cxltrace(['completion', 'zsh', '--', 'replay', '--al'])).out).toBe(
    '--all:show every cause and every issue\n',
  );
  expect((await cxltrace(['completion', 'fish', '--', 'replay', '--al'])).out).toBe(
    '--all\tshow every cause and every issue\n',
  );
});

test('the script for bash puts what is offered into COMPREPLY', async () => {
  const { out } = await cxltrace(['completion', 'bash']);
  const run = [
    'cxltrace() { printf "linux\\nnone\\n"; }',
    out,
    `COMP_WORDS=(cxltrace replay --host ""); COMP_CWORD=3; _cxltrace; printf '%s|' "\${COMPREPLY[@]}"`,
  ];
  expect(execFileSync('bash', ['-c', run.join('\n')], { encoding: 'utf8' })).toBe('linux|none|');
});
