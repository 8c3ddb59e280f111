import type { CrashEvent, LogEvent } from '../trace/events.js';
import { qemuMessage } from './qemu-message.js';

/** GLib prints this line before an error; alone it says nothing. */
const STARS = '**';

/** Where a line stands. */
interface Stand {
  readonly line: number;
  readonly timeNs: bigint | null;
}

/** An event without its number, which the reader of the whole source gives. */
export type Unnumbered<E> = E extends unknown ? Omit<E, 'seq'> : never;

/**
 * Gathers QEMU's own messages from the lines of a source. A process that dies says so in several lines (GLib's two, the
 * shell's one): they are one crash, told when a line of another kind comes or `end` is called.
 */
export class QemuMessages {
  private crash: {
    readonly line: number;
    readonly timeNs: bigint | null;
    last: number;
    lines: string[];
    signal: string | null;
  } | null = null;

  constructor(private readonly onEvent: (event: Unnumbered<LogEvent> | Unnumbered<CrashEvent>) => void) {}

  /** Takes a line; false where it is no message of QEMU that is known. */
  line(text: string, { line, timeNs }: Stand): boolean {
    const message = qemuMessage(text);
    if (message?.kind === 'crash') {
      this.lastWords(text, message.signal, { line, timeNs });
      return true;
    }
    this.end();
    if (message === null) return false;
    const { severity } = message;
    this.onEvent({ kind: 'log', line, timeNs, source: 'qemu', text, ...(severity !== undefined && { severity }) });
    return true;
  }

  /** Tells the crash that is still being gathered. */
  end(): void {
    const { crash } = this;
    this.crash = null;
    if (crash === null) return;
    const { line, last, timeNs, signal } = crash;
    if (signal === null && crash.lines.every((each) => each === STARS)) {
      for (const _ of crash.lines) this.onEvent({ kind: 'log', line, timeNs, source: 'qemu', text: STARS });
      return;
    }
    const text = crash.lines.map((each) => `${each}\n`).join('');
    this.onEvent({ kind: 'crash', line, ...(last > line && { lastLine: last }), timeNs, signal, text, hung: false });
  }

  private lastWords(text: string, signal: string | null, { line, timeNs }: Stand): void {
    this.crash ??= { line, timeNs, last: line, lines: [], signal: null };
    this.crash.last = line;
    this.crash.lines.push(text);
    this.crash.signal = signal ?? this.crash.signal;
  }
}
