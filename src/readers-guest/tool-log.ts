import { printable } from '../base/issue.js';
import { isJsonObject, type JsonObject } from '../base/json.js';
import { readJson } from '../base/json-exact.js';
import { printJson } from '../base/json-print.js';
import type { EventQueue } from '../readers/event-queue.js';
import type { LogLines } from '../readers/log-reader.js';
import { PassedOver } from '../readers/passed-over.js';
import { type JsonPiece, JsonPieces } from '../readers-qmp/json-pieces.js';
import type { TraceSink } from '../trace/format.js';
import type { GuestFact } from '../trace/guest-facts.js';
import { listingFacts } from './cxl-listing.js';
import { isLibcxlmi } from './libcxlmi-words.js';
import { readTracepointJson } from './tracepoint.js';
import { tracepoints } from './tracepoints.js';

/** What the tools print besides JSON. */
const TOOL_WORDS =
  /^\s*(?:(?:lib)?(?:cxl|daxctl|ndctl)[ :]|Warning: no matching|(?:created|enabled|disabled|onlined) \d+)/;

/** Turns what `cxl monitor`, `cxl list` and `daxctl` print into events. */
export class ToolLog implements LogLines {
  private readonly pieces = new JsonPieces(
    (piece) => this.piece(piece),
    (text, line) => this.words(text, line),
  );
  private firstNs: bigint | null = null;
  private hasEvents = false;
  private readonly foreign = new PassedOver('a terminal');

  constructor(
    private readonly sink: TraceSink,
    private readonly queue: EventQueue,
  ) {}

  line(text: string, line: number, byteOffset: number): void {
    // The tools indent all that lies inside: what begins at the margin begins anew.
    if (/^[[{]/.test(text)) this.pieces.cut();
    // A list of one line begins with its bracket, which is no part of an object; columns stay.
    this.pieces.push(text.replace(/^\[(?=\s*\{)/, ' '), line, byteOffset);
  }

  end(): void {
    this.pieces.cut();
    this.foreign.tell(this.queue, this.sink, this.hasEvents);
  }

  private words(text: string, line: number): void {
    if (/^[\s[\],]*$/.test(text)) return;
    if (TOOL_WORDS.test(text) || isLibcxlmi(text)) this.push({ line, lastLine: line }, text.trim(), null, null);
    else this.foreign.add(line);
  }

  private piece(piece: JsonPiece): void {
    const { line, byteOffset } = piece;
    const read = readJson(piece.text);
    if (piece.missing !== '' || 'fault' in read || !isJsonObject(read.value)) {
      const message = `not a whole JSON object: "${printable(piece.text, 80)}"`;
      this.sink.issue({ code: piece.missing === '' ? 'invalid-json' : 'truncated-line', line, byteOffset, message });
      return;
    }
    const { event } = read.value;
    if (typeof event === 'string') this.monitored(piece, event, read.value);
    else this.listed(piece, read.value);
  }

  private monitored(piece: JsonPiece, event: string, members: JsonObject): void {
    const { line, byteOffset } = piece;
    const { timestamp } = members;
    const stampNs = typeof timestamp === 'bigint' || Number.isInteger(timestamp) ? BigInt(timestamp as bigint) : null;
    this.firstNs ??= stampNs;
    const timeNs = stampNs === null || this.firstNs === null ? null : stampNs - this.firstNs;
    const known = tracepoints.get(event);
    const read = known === undefined ? null : readTracepointJson(known, members);
    if (read === null) {
      const message = `a trace event that no known driver has: ${printable(event, 80)}`;
      this.sink.issue({ code: 'unrecognised-line', line, byteOffset, message });
    } else if ('missing' in read)
      this.sink.issue({
        code: 'missing-field',
        line,
        byteOffset,
        message: `${event} without ${read.missing.join(', ')}`,
      });
    this.push(piece, printJson(members), timeNs, read !== null && 'fact' in read ? read.fact : null);
  }

  private listed(piece: JsonPiece, object: JsonObject): void {
    const facts = listingFacts(object);
    if (facts.length === 0) {
      const { line, lastLine } = piece;
      this.hasEvents = true;
      const text = printable(printJson(object), 400);
      this.queue.push({ kind: 'note', seq: 0, line, ...(lastLine !== line && { lastLine }), timeNs: null, text });
    }
    for (const fact of facts) this.push(piece, printJson(object), null, fact);
  }

  private push(
    { line, lastLine }: Pick<JsonPiece, 'line' | 'lastLine'>,
    text: string,
    timeNs: bigint | null,
    facts: GuestFact | null,
  ): void {
    this.hasEvents = true;
    const deviceId = facts !== null && 'host' in facts ? facts.host : null;
    this.queue.push({
      ...{ kind: 'log', seq: 0, line, timeNs, source: 'guest', text },
      ...(lastLine !== line && { lastLine }),
      ...(facts !== null && { facts }),
      ...(deviceId !== null && { deviceId }),
    });
  }
}
