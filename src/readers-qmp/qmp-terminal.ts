import { printable } from '../base/issue.js';
import { JsonPieces } from './json-pieces.js';
import type { MessagePlace } from './qmp-awaiting.js';
import type { QmpMessage, QmpRequest } from './qmp-message.js';
import { readQmpPiece } from './qmp-piece.js';
import type { QmpSession } from './qmp-session.js';
import { promptedCommand, type ShellCommand, shellCommand } from './shell-command.js';

/** What clients and shells say that is no part of the conversation. */
const TALK =
  /^(?:Trying |Connected to |Escape character |Connection (?:to|closed)|telnet> |Ncat: |nc: |\^[CDZ\]]|logout$|exit$|\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d socat\[)/;

/** A command line may go on over so many characters. */
const COMMAND_CHARS_MAX = 1 << 20;
const FILES_MAX = 1000;

interface FileRequest {
  readonly request: QmpRequest;
  readonly place: MessagePlace;
}

/**
 * A shell around a conversation: which requests a command sends, and which it only shows. `cat FILE` shows what a later
 * `cat FILE | nc …` sends; then the terminal shows the answers alone.
 */
export class QmpTerminal {
  private readonly files = new Map<string, FileRequest[]>();
  /** The file whose content is being shown. */
  private shown: FileRequest[] | null = null;
  private openCommand: string | null = null;
  private hereEnd: string | null = null;

  constructor(private readonly session: QmpSession) {}

  /** Whether a command line goes on in the next line. */
  get isMidCommand(): boolean {
    return this.openCommand !== null;
  }

  message(message: QmpMessage, place: MessagePlace): void {
    if (message.kind === 'request' && this.shown !== null) this.shown.push({ request: message.request, place });
    else this.session.message(message, place);
  }

  /** A line, or the rest of one, that is no message; false where it says nothing that is known. */
  text(text: string, line: number, byteOffset: number): boolean {
    if (this.openCommand !== null) {
      this.command(`${this.openCommand}\n${text.replace(/^> /, '')}`, line, byteOffset);
      return true;
    }
    const command = promptedCommand(text.trimEnd());
    if (command !== null) {
      this.hereEnd = null;
      this.command(command, line, byteOffset);
      return true;
    }
    const trimmed = text.trim();
    return (
      trimmed === '' || TALK.test(trimmed) || trimmed.replace(/^> /, '') === this.hereEnd || /^\\[nr]/.test(trimmed)
    );
  }

  private command(text: string, line: number, byteOffset: number): void {
    const command = text === '' ? null : shellCommand(text);
    if (command === null && text !== '' && text.length < COMMAND_CHARS_MAX) {
      this.openCommand = text;
      return;
    }
    this.openCommand = null;
    this.shown = null;
    // A prompt: the program before has ended, and its connection with it.
    this.session.disconnect();
    if (command !== null) this.run(command, line, byteOffset);
  }

  private run({ isClient, files, inline, hereEnd }: ShellCommand, line: number, byteOffset: number): void {
    this.hereEnd = hereEnd;
    if (!isClient) {
      const [name] = files;
      if (files.length === 1 && name !== undefined && this.files.size < FILES_MAX) {
        this.shown = [];
        this.files.set(name, this.shown);
      }
      return;
    }
    for (const name of files)
      for (const { request, place } of this.files.get(name) ?? []) this.session.ask(request, place);
    for (const text of inline) this.inline(text, line, byteOffset);
  }

  private inline(text: string, line: number, byteOffset: number): void {
    const pieces = new JsonPieces(
      (piece) => {
        const message = readQmpPiece(piece, (code, at, words) => this.session.issue(code, at, words, byteOffset));
        if (message !== null) this.session.message(message, { line, lastLine: line, epochNs: null });
      },
      (rest) => this.session.issue('unrecognised-line', line, `not a QMP request: ${printable(rest, 80)}`, byteOffset),
    );
    for (const part of text.split('\n')) pieces.push(part, line, byteOffset);
    pieces.cut();
  }
}
