import type { IssueCode } from '../base/issue.js';
import { isJsonObject } from '../base/json.js';
import { readLooseJson } from '../base/json-loose.js';
import type { JsonPiece } from './json-pieces.js';
import { type QmpMessage, qmpMessage } from './qmp-message.js';

/** Told what is odd about a piece: line, what, and the offset in the source. */
export type PieceIssue = (code: IssueCode, line: number, message: string, byteOffset?: number) => void;

/** Reads one object of a conversation as far as it is there; null where nothing of QMP is in it, which is an issue. */
export function readQmpPiece(piece: JsonPiece, onIssue: PieceIssue): QmpMessage | null {
  if (piece.missing !== '') return readTorn(piece, onIssue);
  const read = readLooseJson(piece.text);
  if ('fault' in read) {
    onIssue(
      'invalid-json',
      piece.line,
      `not a QMP message: ${read.fault.message}`,
      piece.byteOffset + read.fault.offset,
    );
    return null;
  }
  const message = isJsonObject(read.value) ? qmpMessage(read.value) : null;
  if (message === null)
    onIssue('unrecognised-line', piece.line, 'a JSON object that is no QMP message', piece.byteOffset);
  return message;
}

/** Where only brackets are missing, all members are there. */
const ENDS_WITH_VALUE = /[}\]]\s*$/;

function readTorn({ text, missing, line, byteOffset }: JsonPiece, onIssue: PieceIssue): QmpMessage | null {
  const closed = readLooseJson(text + missing);
  const message = 'value' in closed && isJsonObject(closed.value) ? qmpMessage(closed.value) : null;
  const isWhole = ENDS_WITH_VALUE.test(text);
  if (message !== null && isWhole) {
    onIssue(
      'truncated-line',
      line,
      `the message lacks its end "${missing}": it is read as if it were there`,
      byteOffset,
    );
    return message;
  }
  onIssue('truncated-line', line, 'the message breaks off: what it asks or answers is not known whole', byteOffset);
  const execute = /["'](?:execute|exec-oob)["']\s*:\s*(["'])([^"']+)\1/.exec(text)?.[2];
  if (execute === undefined) return null;
  return { kind: 'request', request: { execute, arguments: {}, id: undefined, isOutOfBand: false, isTorn: true } };
}
