import { openSync } from 'node:fs';
import { constants } from 'node:os';
import { ReadStream } from 'node:tty';

/** Alternate screen, no cursor, no wrapping at the edge, mouse clicks and wheel, pastes marked as such. */
const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[?1000h\u001b[?1006h\u001b[?2004h\u001b[2J';
const LEAVE = '\u001b[?2004l\u001b[?1006l\u001b[?1000l\u001b[?7h\u001b[?25h\u001b[0m\u001b[?1049l';

/** A shell that wants to stop us has done so by then. */
const STOPPED_WITHIN_MS = 100;

/** What the terminal tells the screen. */
export interface TerminalEvents {
  onKeys(chunk: string): void;
  onResize(): void;
  /** We end now, by a signal or because the terminal is gone: what is to be kept must be kept. */
  onEnd(): void;
}

/** The terminal while the screen is ours: keys come from it, and it is given back however we end. */
export class ViewTerminal {
  private readonly keys: NodeJS.ReadStream;
  private isOurs = false;

  constructor(private readonly events: TerminalEvents) {
    // Where standard input is the trace, the keyboard is still there.
    this.keys = process.stdin.isTTY ? process.stdin : new ReadStream(openSync('/dev/tty', 'r'));
    this.keys.setEncoding('utf8');
    this.keys.on('data', (chunk) => this.events.onKeys(String(chunk)));
    this.keys.on('error', this.gone);
    this.keys.on('end', this.gone);
    process.stdout.removeAllListeners('error');
    process.stdout.on('error', this.gone);
    process.stdout.on('resize', () => this.events.onResize());
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, this.exit);
    process.once('SIGHUP', this.gone);
    process.on('SIGCONT', this.resume);
    process.once('uncaughtException', this.crash);
    process.once('unhandledRejection', this.crash);
    process.once('exit', this.leave);
  }

  get columns(): number {
    return process.stdout.columns ?? 80;
  }

  get rows(): number {
    return process.stdout.rows ?? 24;
  }

  send = (text: string): void => void process.stdout.write(text);

  enter(): void {
    if (this.isOurs) return;
    this.isOurs = true;
    this.keys.setRawMode(true);
    this.keys.resume();
    this.send(ENTER);
  }

  /** Gives the terminal back as it was. */
  leave = (): void => {
    if (!this.isOurs) return;
    this.isOurs = false;
    this.keys.setRawMode(false);
    this.keys.pause();
    this.send(LEAVE);
  };

  /** To the shell, as ctrl-z does elsewhere. Where no shell takes over, the screen is back at once. */
  suspend(): void {
    this.leave();
    // The whole job: what pipes the trace to us stops with us.
    process.kill(0, 'SIGTSTP');
    setTimeout(this.resume, STOPPED_WITHIN_MS);
  }

  /** Nothing more is read: what waits for keys, or for more of the trace on a pipe, would keep the process alive. */
  close(): void {
    this.leave();
    process.off('SIGCONT', this.resume);
    this.keys.destroy();
    process.stdin.destroy();
  }

  private readonly resume = (): void => {
    if (this.isOurs) return;
    this.enter();
    this.events.onResize();
  };

  private readonly exit = (signal: 'SIGTERM' | 'SIGINT'): void => {
    this.events.onEnd();
    this.leave();
    process.exit(128 + constants.signals[signal]);
  };

  /** The terminal is no more. We end as others do then: an orderly exit would set it back, and Node aborts where it cannot. */
  private readonly gone = (): void => {
    this.events.onEnd();
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  };

  /** A bug of ours: the terminal is usable again before it is told. */
  private readonly crash = (error: unknown): void => {
    this.leave();
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`bug: ${text}\nThis is a bug of cxltrace. Please report it with the trace, if you can.\n`);
    process.exit(70);
  };
}
