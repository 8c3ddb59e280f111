import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';

/** Alternate screen, no cursor, no wrapping at the edge, mouse clicks and wheel, pastes marked as such. */
const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[?1000h\u001b[?1006h\u001b[?2004h\u001b[2J';
const LEAVE = '\u001b[?2004l\u001b[?1006l\u001b[?1000l\u001b[?7h\u001b[?25h\u001b[0m\u001b[?1049l';

/** The terminal is no more: an orderly exit would abort on setting it back. What is kept was written when it changed. */
const gone = (): void => void process.kill(process.pid, 'SIGKILL');

/** The terminal while the screen is ours: keys come from it, and it is given back however we end. */
export class ViewTerminal {
  private readonly keys: NodeJS.ReadStream;
  private isOurs = false;

  constructor(private readonly onKeys: (chunk: string) => void) {
    // Where standard input is the trace, the keyboard is still there.
    this.keys = process.stdin.isTTY ? process.stdin : new ReadStream(openSync('/dev/tty', 'r'));
    this.keys.setEncoding('utf8');
    this.keys.on('data', (chunk) => this.onKeys(String(chunk)));
    this.keys.on('error', gone);
    this.keys.on('end', gone);
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
    process.once('exit', this.leave);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, this.exit);
    process.once('SIGHUP', gone);
    process.once('uncaughtException', this.crash);
    process.once('unhandledRejection', this.crash);
  }

  /** Gives the terminal back as it was. */
  leave = (): void => {
    if (!this.isOurs) return;
    this.isOurs = false;
    this.keys.setRawMode(false);
    this.keys.pause();
    this.send(LEAVE);
    process.off('exit', this.leave);
  };

  /** Nothing more is read: what waits for keys, or for more of the trace on a pipe, would keep the process alive. */
  close(): void {
    this.leave();
    this.keys.destroy();
    process.stdin.destroy();
  }

  private readonly exit = (): void => {
    this.leave();
    process.exit(130);
  };

  /** A bug of ours: the terminal is usable again before it is told. */
  private readonly crash = (error: unknown): void => {
    this.leave();
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`bug: ${text}\nThis is a bug of cxltrace. Please report it with the trace, if you can.\n`);
    process.exit(70);
  };
}
