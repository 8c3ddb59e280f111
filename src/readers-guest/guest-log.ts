import { printable } from '../base/issue.js';
import { EventQueue } from '../readers/event-queue.js';
import { PassedOver } from '../readers/passed-over.js';
import { RecordingClock } from '../readers/stamp-clock.js';
import type { TraceSink } from '../trace/format.js';
import type { GuestFact } from '../trace/guest-facts.js';
import { DEFAULT_DEVICE } from '../trace/header.js';
import { SIDES } from '../trace/sides.js';
import { segments, unescaped } from './console-text.js';
import { GuestCommands, type LineStand } from './guest-commands.js';
import { guestLine, isTopology } from './guest-lines.js';
import { concernsCxl } from './guest-relevance.js';
import { type KernelLine, kernelLine } from './kernel-prefix.js';

type UserCommand = Extract<GuestFact, { kind: 'user-command' }>;

/** More devices than a machine has: past it the oldest is forgotten. */
const DEVICES_MAX = 256;

/** Turns the lines of a guest's kernel log into events: commands, facts, notes, and issues for what no rule knows. */
export class GuestLog {
  /** The source ends in mid-line: what the last line lacks is not its fault. */
  isLastTorn = false;
  private readonly queue = new EventQueue(
    (event) => this.sink.event(event),
    () => this.closeCommands(),
  );
  private readonly devices = new Map<string, GuestCommands>();
  private readonly clock = new RecordingClock();
  private hasHeader = false;
  /** A command that a program asks for, whose opcode and size stand on the lines behind. */
  private asking: { readonly read: KernelLine; readonly stand: LineStand; fact: UserCommand } | null = null;
  /** The last record's text, and whether the console said that it prints it again. */
  private previous = '';
  private isReplayed = false;
  private readonly foreign = new PassedOver('other parts of the guest');

  constructor(private readonly sink: TraceSink) {}

  line(text: string, line: number, byteOffset: number): void {
    for (const segment of segments(text)) {
      const isTwice = this.isReplayed && segment.text === this.previous;
      this.isReplayed = REPLAY.test(segment.text);
      if (isTwice || this.isReplayed) continue;
      this.previous = segment.text;
      this.segment(segment.text, segment.column, line, byteOffset);
    }
  }

  end(): void {
    this.asked();
    this.closeCommands();
    this.foreign.tell(this.queue, this.sink, this.hasHeader);
  }

  private segment(text: string, column: number, line: number, byteOffset: number): void {
    const read = kernelLine(text);
    if (this.continues(read.message, line) || isDictionary(text)) return;
    this.asked();
    const message = unescaped(read.message);
    const own = read.program === null ? guestLine(message) : null;
    const said = own ?? (read.program === null ? guestLine(unescaped(read.whole)) : null);
    if (said?.fact?.kind === 'guest-booted') this.clock.rebooted(read.stamps);
    const stand = { line, timeNs: this.clock.elapsed(read.stamps) };
    const isOurs = concernsCxl(read);
    const { driver, device } = read;
    const isWiring = driver !== null && device !== null && said === null && isTopology(driver, device, message);
    const isNote = said?.fact === null || isWiring;
    if (said?.fact != null)
      this.fact(said.fact, own === null ? { ...read, device: null, message: read.whole } : read, stand);
    else if (isNote && isOurs) this.note(read.whole, stand);
    else if (isOurs && read.program === null) this.unknown(read, stand, column, byteOffset);
    else this.foreign.add(line);
  }

  private fact(fact: GuestFact, read: KernelLine, stand: LineStand): void {
    this.begin(stand.line);
    if (fact.kind === 'user-command' && fact.opcode === null) {
      this.asking = { read, stand, fact };
      return;
    }
    if (read.device !== null && this.commandsOf(read.device, fact)?.take(fact, stand)) return;
    this.log(read, stand, fact);
  }

  private log(read: KernelLine, stand: LineStand, facts: GuestFact | null, lastLine = stand.line): void {
    this.queue.push({
      kind: 'log',
      seq: 0,
      line: stand.line,
      ...(lastLine !== stand.line && { lastLine }),
      timeNs: stand.timeNs,
      source: 'guest',
      text: unescaped(read.message).trim(),
      ...(read.severity !== null && { severity: read.severity }),
      ...(facts !== null && { facts }),
      ...(read.device !== null && { deviceId: read.device }),
    });
  }

  private note(text: string, { line, timeNs }: LineStand): void {
    this.begin(line);
    this.queue.push({ kind: 'note', seq: 0, line, timeNs, text: text.trim() });
  }

  private unknown(read: KernelLine, stand: LineStand, column: number, byteOffset: number): void {
    this.begin(stand.line);
    const isTorn = this.isLastTorn;
    const what = `"${printable(read.whole.trim(), 120)}"`;
    this.sink.issue({
      code: isTorn ? 'truncated-line' : 'unrecognised-line',
      line: stand.line,
      column,
      byteOffset: byteOffset + column - 1,
      message: isTorn ? `the log ends within a line: ${what}` : `a line on CXL that no known driver prints: ${what}`,
    });
    this.log(read, stand, null);
  }

  /** Whether the line goes on with what a program asks for: its opcode, then its size. */
  private continues(message: string, line: number): boolean {
    const { asking } = this;
    const match = asking === null ? null : /^\s*(opcode|size): ([0-9a-f]{1,8})\s*$/.exec(message);
    if (asking === null || match === null) return false;
    const value = Number.parseInt(match[2] ?? '', 16);
    if (match[1] === 'opcode') asking.fact = { ...asking.fact, opcode: value };
    else {
      asking.fact = { ...asking.fact, requestLengthBytes: value };
      this.asked(line);
    }
    return true;
  }

  private asked(lastLine?: number): void {
    const { asking } = this;
    if (asking === null) return;
    this.asking = null;
    const { read, stand, fact } = asking;
    if (read.device !== null) this.commandsOf(read.device, fact)?.take(fact, stand);
    // In one line, as kmsg has it: what a line says can be read out of it again.
    const { opcode, requestLengthBytes } = fact;
    const isWhole = opcode !== null && requestLengthBytes !== null;
    const asked = isWhole ? ` opcode: ${opcode.toString(16)} size: ${requestLengthBytes.toString(16)}` : '';
    this.log({ ...read, message: read.message.trimEnd() + asked }, stand, fact, lastLine);
  }

  /** The commands of a device; none where a line of it says nothing of commands and none were seen. */
  private commandsOf(device: string, fact: GuestFact): GuestCommands | undefined {
    const known = this.devices.get(device);
    if (known !== undefined || !BEGINS.has(fact.kind)) return known;
    if (this.devices.size === DEVICES_MAX) this.forgetOldest();
    const commands = new GuestCommands(device, this.queue);
    this.devices.set(device, commands);
    return commands;
  }

  private forgetOldest(): void {
    for (const [device, commands] of this.devices) {
      commands.close();
      this.devices.delete(device);
      return;
    }
  }

  private closeCommands(): void {
    for (const commands of this.devices.values()) commands.close();
  }

  private begin(line: number): void {
    if (this.hasHeader) return;
    this.hasHeader = true;
    const clock = this.clock.words;
    this.sink.header({
      line,
      title: null,
      profile: null,
      recordedFrom: 'a Linux guest',
      unrecorded: SIDES,
      ...(clock !== null && { inferred: [{ what: 'times', value: clock, line }] }),
      devices: [DEFAULT_DEVICE],
    });
  }
}

/** A console that another took over begins its record anew. */
const REPLAY = /\*\* replaying previous printk message \*\*/;

/** What kmsg says below a record of its device: the record says it too. */
const isDictionary = (text: string): boolean => /^ [A-Z_0-9]+=/.test(text);

/** Facts with which a device begins to be one that takes commands. */
const BEGINS: ReadonlySet<GuestFact['kind']> = new Set(['command-sent', 'registers-mapped', 'user-command']);
