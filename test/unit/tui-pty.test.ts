import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBundled } from '../bundled.js';
import { Look } from '../look.js';

const CLI = resolve(import.meta.dirname, '../../dist/cli/main.js');
const TRACE = readBundled('qemu-lazy-rfc/tag-based-release.ndjson');

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cxltrace-view-'));
  file = join(folder, 'capture.ndjson');
  writeFileSync(file, TRACE);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Waits until a file is there. */
async function existing(path: string): Promise<void> {
  for (let tries = 0; tries < 1200 && !existsSync(path); tries++) await pause(50);
}

/** A program on a terminal, with a home of its own. */
const run = (args: readonly string[], program = process.execPath, own: Readonly<Record<string, string>> = {}): Look =>
  new Look(args, program, { XDG_STATE_HOME: join(folder, 'state'), ...own });

const look = (...args: readonly string[]): Look => run([CLI, 'view', ...args]);

describe('view on a terminal', () => {
  it('names the divergence at once, goes to it, and gives the terminal back', async () => {
    const view = look(file);
    const first = await view.shows('1 of 46');
    expect(first).toContain('cxltrace');
    await view.shows('null-tag');
    view.keys('n');
    await view.shows('19 of 46');
    await view.shows('and this record shows none');
    view.keys('q');
    expect(await view.ends()).toBe(0);
    expect(view.sent).toContain('\u001b[?1049l');
    expect(view.terminal.buffer.active.type).toBe('normal');
  });

  it('follows the size of the terminal', async () => {
    const view = look(file);
    await view.shows('1 of 46');
    view.resize(120, 40);
    await view.shows('2 Decoded');
    view.resize(80, 24);
    await view.shows(/^(?![\s\S]*2 Decoded)[\s\S]*4 Device/);
    view.keys('q');
    expect(await view.ends()).toBe(0);
  });

  it('leaves by ctrl-c, and on a signal, with the terminal as it was', async () => {
    const one = look(file);
    await one.shows('1 of 46');
    one.keys('\u0003');
    expect(await one.ends()).toBe(0);
    const other = look(file);
    await other.shows('1 of 46');
    other.kill('SIGTERM');
    expect(await other.ends()).toBe(143);
    expect(other.sent).toContain('\u001b[?1049l');
  });

  it.each(['hang-up', 'closed window'])('ends with a %s, and keeps where one was', async (how) => {
    const view = look(file);
    await view.shows('1 of 46');
    view.keys('nm');
    await view.shows('19 of 46');
    await existing(`${file}.marks.json`);
    view.keys('j');
    await view.shows('20 of 46');
    if (how === 'hang-up') view.kill('SIGHUP');
    else view.hangUp();
    await view.ends();
    // By the signal as others do, not by an abort.
    expect(view.exit?.signal).toBe(constants.signals.SIGHUP);
    expect(JSON.parse(readFileSync(`${file}.marks.json`, 'utf8'))).toMatchObject({ seq: 20 });
  });

  it('stops by ctrl-z, and fg brings the screen back', async () => {
    const shell = run(['-i'], '/bin/sh', { PS1: 'shell> ' });
    await shell.shows('shell>');
    shell.keys(`${process.execPath} ${CLI} view ${file}\r`);
    await shell.shows('1 of 46');
    shell.keys('n');
    await shell.shows('19 of 46');
    shell.keys('\u001a');
    await shell.shows(/^(?![\s\S]*19 of 46)[\s\S]*shell>/);
    expect(shell.terminal.buffer.active.type).toBe('normal');
    shell.keys('fg\r');
    await shell.shows('19 of 46');
    shell.keys('j');
    await shell.shows('20 of 46');
    shell.keys('q');
    await shell.shows(/^(?![\s\S]*20 of 46)[\s\S]*shell>/);
    shell.keys('exit\r');
    await shell.ends();
  });

  it('comes back at once where ctrl-z finds no shell', async () => {
    const view = look(file);
    await view.shows('1 of 46');
    view.keys('\u001aj');
    await view.shows('2 of 46');
    view.keys('q');
    expect(await view.ends()).toBe(0);
  });

  it('keeps marks and the place beside the trace, and copies by OSC 52', async () => {
    const view = look(file);
    await view.shows('1 of 46');
    view.keys('nmMlook here\r');
    await view.shows('look here');
    view.keys('y');
    await view.shows('copied');
    expect(view.sent).toContain('\u001b]52;c;');
    view.keys('q');
    await view.ends();
    expect(JSON.parse(readFileSync(`${file}.marks.json`, 'utf8'))).toMatchObject({ marks: { 20: 'look here' } });
    const again = look(file);
    await again.shows('19 of 46');
    await again.shows('look here');
    again.keys('q');
    await again.ends();
  });

  it('keeps the marks of merged files beside the file of each record, and shows them in it alone', async () => {
    const names = ['mmio.log', 'qmp.log'].map((name) => join(folder, name));
    for (const name of names) writeFileSync(name, readBundled(`logs/merge/raw-dcd-${basename(name)}`));
    const view = look('--merge', ...names);
    await view.shows(/\d+ of \d+/);
    view.keys('/cxl-add\rMan offer\r');
    await view.shows('an offer');
    view.keys('q');
    await view.ends();
    expect(existsSync(`${names[0]}.marks.json`)).toBe(false);
    const kept = JSON.parse(readFileSync(`${names[1]}.marks.json`, 'utf8')) as { marks: Record<string, string> };
    expect(Object.values(kept.marks)).toEqual(['an offer']);
    const alone = look(`${names[1]}`);
    await alone.shows(/\d+ of \d+/);
    alone.keys("'");
    await alone.shows('an offer');
    alone.keys('q');
    await alone.ends();
  });

  it('writes the marked records as a trace', async () => {
    const view = look(file);
    await view.shows('1 of 46');
    const path = join(folder, 'part.ndjson');
    view.keys(`nm:export ${path}\r`);
    await view.shows('1 record written');
    view.keys('q');
    await view.ends();
    expect(existsSync(path)).toBe(true);
  });

  it('follows a file that grows', async () => {
    const lines = TRACE.toString().split('\n');
    writeFileSync(file, `${lines.slice(0, 11).join('\n')}\n`);
    const view = look('-f', file);
    await view.shows('10 of 10');
    appendFileSync(file, `${lines.slice(11, 21).join('\n')}\n`);
    const screen = await view.shows('20 of 20');
    expect(screen).toContain('null-tag');
    view.keys('q');
    expect(await view.ends()).toBe(0);
  });

  it('reads standard input, and the keys from the terminal', async () => {
    const view = run(['-c', `cat "$0" | "$1" "$2" view`, file, process.execPath, CLI], '/bin/sh');
    await view.shows('1 of 46');
    view.keys('n');
    await view.shows('19 of 46');
    view.keys('q');
    expect(await view.ends()).toBe(0);
  });

  it('says that a followed file has become shorter, and reads it again', async () => {
    const view = look('-f', file);
    await view.shows('46 of 46');
    writeFileSync(file, `${TRACE.toString().split('\n').slice(0, 11).join('\n')}\n`);
    await view.shows('1 unread');
    view.keys('i');
    await view.shows('the file has become shorter');
    view.keys('\u001b\u0012');
    await view.shows('10 of 10');
    view.keys('q');
    expect(await view.ends()).toBe(0);
  });

  it('offers what was looked at last, and looks at a trace where nothing can be remembered', async () => {
    const view = look(file);
    await view.shows('1 of 46');
    view.keys('q');
    await view.ends();
    const start = look();
    await start.shows('Recent');
    await start.shows('capture.ndjson');
    start.keys('\r');
    await start.shows('1 of 46');
    start.keys('q');
    await start.ends();
    const forgetful = run([CLI, 'view', file], process.execPath, { XDG_STATE_HOME: '/dev/null' });
    await forgetful.shows('1 of 46');
    forgetful.keys('q');
    expect(await forgetful.ends()).toBe(0);
  });

  it('begins where it is told', async () => {
    const view = look('--at', 'line 20', file);
    await view.shows('19 of 46');
    view.keys('q');
    await view.ends();
  });

  it('prints what it shows where there is no terminal, without commands to one', () => {
    const hostile = '{"kind":"log","seq":99,"timeNs":0,"source":"\\u001b[31mx","text":"\\u001b]0;title\\u0007"}\n';
    appendFileSync(file, hostile);
    const print = (...args: readonly string[]) =>
      spawnSync(process.execPath, [CLI, 'view', '--print', ...args], { encoding: 'utf8' });
    const { stdout, status } = print('--at', '19', file);
    expect(status).toBe(0);
    expect(stdout).toContain('#19, line 20');
    expect(stdout).toContain('accepted with tag 6be13bce, and this record shows none');
    expect(stdout).toContain('null-tag');
    const last = print('--at', '99', file).stdout;
    expect(last).toContain('x1b[31mx');
    expect(last.replaceAll('\n', '')).not.toMatch(/\p{Control}/u);
    expect(print(join(folder, 'nothing.ndjson')).status).toBe(2);
  });

  it('goes on with what it has read when the file vanishes, and says what is not there', async () => {
    const view = look(file);
    await view.shows('1 of 46');
    unlinkSync(file);
    view.keys('G');
    await view.shows('46 of 46');
    view.keys('q');
    expect(await view.ends()).toBe(0);
    const missing = look(file);
    await missing.shows('there is no such file');
    missing.keys('q');
    await missing.ends();
  });

  it('begins with the bundled traces where no file is named', async () => {
    const view = look();
    await view.shows('guided tour');
    view.keys('\u001bOP');
    await view.shows('1/10');
    view.keys('j');
    await view.shows('2/10');
    view.keys('q');
    expect(await view.ends()).toBe(0);
  });
});
