import { setTimeout as pause } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import { Terminal } from '@xterm/headless';
import { screenText } from './viewed.js';

/** `cxltrace view` on a pseudo terminal, with an emulator that shows what a user would see. */
export class Look {
  readonly terminal = new Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  sent = '';
  exit: { readonly exitCode: number; readonly signal?: number | undefined } | null = null;
  private readonly pty: IPty;

  constructor(args: readonly string[], file: string, own: Readonly<Record<string, string>>) {
    // With CI set ink would write nothing until it ends.
    const { CI: _ci, NO_COLOR: _noColor, ...env } = process.env;
    this.pty = spawn(file, [...args], {
      cols: 80,
      rows: 24,
      env: { ...env, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...own },
    });
    this.pty.onData((data) => {
      this.sent += data;
      this.terminal.write(data);
    });
    this.pty.onExit((exit) => {
      this.exit = exit;
    });
  }

  keys(text: string): void {
    this.pty.write(text);
  }

  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows);
    this.pty.resize(columns, rows);
  }

  kill(signal: string): void {
    this.pty.kill(signal);
  }

  /** The window is closed: the terminal is no more. */
  hangUp(): void {
    (this.pty as IPty & { destroy(): void }).destroy();
  }

  async screen(): Promise<string> {
    await new Promise<void>((done) => this.terminal.write('', done));
    return screenText(this.terminal);
  }

  /** Waits until the screen shows something; returns it. */
  async shows(wanted: string | RegExp): Promise<string> {
    for (let tries = 0; tries < 1200; tries++) {
      const screen = await this.screen();
      if (typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen)) return screen;
      await pause(50);
    }
    throw new Error(`the screen never showed ${wanted}:\n${await this.screen()}`);
  }

  async ends(): Promise<number> {
    for (let tries = 0; tries < 1200 && this.exit === null; tries++) await pause(50);
    return this.exit?.exitCode ?? -1;
  }
}
