import { isJsonObject } from '../base/json.js';
import { readJson } from '../base/json-exact.js';
import { JsonPieces } from './json-pieces.js';
import type { MessagePlace } from './qmp-awaiting.js';
import { type QmpMessage, qmpMessage } from './qmp-message.js';
import { readQmpPiece } from './qmp-piece.js';
import type { QmpSession } from './qmp-session.js';

const EMPTY_RETURN = Buffer.from('{"return": {}}');
const SUCCESS = { return: {} } as const;
/** How an error begins that has no id: QEMU has but so many of them, and says them again and again. */
const ERROR_START = Buffer.from('{"error": {"');
const ERRORS_KEPT = 512;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Where the messages of a source go, when they are not simply the conversation. */
export type OnMessage = (message: QmpMessage, place: MessagePlace) => void;

/**
 * Turns the lines of a source into the messages of a conversation. A line that is one whole object, as nearly all are,
 * takes the fast way; all else goes through the search for pieces.
 */
export class QmpLines {
  private readonly pieces: JsonPieces;
  private epochNs: bigint | null = null;
  private readonly errors = new Map<string, QmpMessage>();

  constructor(
    private readonly session: QmpSession,
    onText: (text: string, line: number, byteOffset: number) => void,
    private readonly onMessage: OnMessage = (message, place) => session.message(message, place),
  ) {
    this.pieces = new JsonPieces((piece) => {
      const message = readQmpPiece(piece, (...issue) => session.issue(...issue));
      const { line, lastLine } = piece;
      if (message !== null) this.onMessage(message, { line, lastLine, epochNs: this.epochNs });
    }, onText);
  }

  /** Whether an object has begun that has not ended yet. */
  get isOpen(): boolean {
    return this.pieces.isOpen;
  }

  /** Takes a line as bytes, with the time that stood before it; false where `text` must have it. */
  bytes(bytes: Buffer, start: number, end: number, line: number, epochNs: bigint | null): boolean {
    if (this.pieces.isOpen || bytes[start] !== OPEN || bytes[end - 1] !== CLOSE) return false;
    if (end - start === EMPTY_RETURN.length && EMPTY_RETURN.compare(bytes, start, end) === 0) {
      this.session.answer(SUCCESS, undefined, { line, lastLine: line, epochNs });
      return true;
    }
    const text = bytes.toString('utf8', start, end);
    const isError =
      end - start > ERROR_START.length && ERROR_START.compare(bytes, start, start + ERROR_START.length) === 0;
    const message = (isError ? this.errors.get(text) : undefined) ?? messageOf(text);
    if (message === null) return false;
    if (isError && this.errors.size < ERRORS_KEPT) this.errors.set(text, message);
    this.onMessage(message, { line, lastLine: line, epochNs });
    return true;
  }

  text(text: string, line: number, byteOffset: number, epochNs: bigint | null = null, lastLine = line, gap = ''): void {
    if (!this.pieces.isOpen) this.epochNs = epochNs;
    this.pieces.push(text, line, byteOffset, lastLine, gap);
  }

  /** What is open breaks off here. */
  cut(): void {
    this.pieces.cut();
  }
}

function messageOf(text: string): QmpMessage | null {
  const read = readJson(text);
  return 'value' in read && isJsonObject(read.value) ? qmpMessage(read.value) : null;
}
