import type { IssueCode } from '../base/issue.js';
import type { JsonValue } from '../base/json.js';
import type { QmpAnswer, QmpEvent, TraceEvent } from '../trace/events.js';
import type { TraceSink } from '../trace/format.js';
import { DEFAULT_DEVICE, type QemuVersion } from '../trace/header.js';
import { type Asked, Awaiting, type MessagePlace } from './qmp-awaiting.js';
import { type InferredRequest, inferRequest, UNKNOWN_REQUEST } from './qmp-inference.js';
import type { QmpMessage, QmpRequest } from './qmp-message.js';
import { Resets } from './qmp-resets.js';
import { todaysSpelling } from './qmp-spelling.js';

/** So many events are held back for the greeting, which says what the header needs. */
const EARLY_EVENTS_MAX = 1000;

const ERRORS_KEPT = 512;

const NO_ARGUMENTS: JsonValue = {};

/** A record, its rarer members only where they say something; branches, since a spread per record is dear. */
function qmpEvent(
  seq: number,
  line: number,
  lastLine: number,
  timeNs: bigint | null,
  execute: string,
  given: JsonValue,
  answer: QmpAnswer | null,
  isUnknown: boolean,
): QmpEvent {
  if (isUnknown) {
    const event = {
      seq,
      line,
      timeNs,
      kind: 'qmp',
      execute,
      arguments: given,
      areArgumentsUnknown: true,
      answer,
    } as const;
    return lastLine > line ? { ...event, lastLine } : event;
  }
  if (lastLine > line) return { seq, line, lastLine, timeNs, kind: 'qmp', execute, arguments: given, answer };
  return { seq, line, timeNs, kind: 'qmp', execute, arguments: given, answer };
}

/** One QMP conversation: pairs requests with answers and gives records to the sink, the header first. */
export class QmpSession {
  private readonly awaiting: Awaiting;
  private early: TraceEvent[] | null = [];
  private version: QemuVersion | null = null;
  private seq = 0;
  private firstNs: bigint | null = null;
  private context: { isFirst: boolean; eventReason: string | null } = { isFirst: false, eventReason: null };
  private readonly resets = new Resets();
  private readonly ofErrors = new Map<string, InferredRequest>();
  private saidMissing = false;

  constructor(
    private readonly sink: TraceSink,
    private readonly options: {
      /** Which machine of the file this is. */
      readonly source?: string;
      /** The source never shows requests: that they are missing is not worth saying. */
      readonly answersOnly?: boolean;
    } = {},
  ) {
    this.awaiting = new Awaiting(
      (asked, answer, answerPlace) => this.exchange(asked, answer, answerPlace),
      (message, place) => this.event(message, place),
    );
  }

  message(message: QmpMessage, place: MessagePlace): void {
    switch (message.kind) {
      case 'request':
        this.ask(message.request, place);
        break;
      case 'answer':
        this.answer(message.answer, message.id, place);
        break;
      case 'exchange':
        this.exchange({ ...place, request: message.request }, message.answer, place);
        break;
      case 'event':
        this.context.eventReason = reasonOf(message.data);
        this.awaiting.event(message, place);
        break;
      case 'greeting':
        this.connect(message.version, place);
    }
  }

  ask(request: QmpRequest, { line, lastLine, epochNs }: MessagePlace): void {
    this.awaiting.ask({ request, line, lastLine, epochNs });
  }

  answer(answer: QmpAnswer, id: JsonValue | undefined, place: MessagePlace): void {
    if (!this.awaiting.answer(answer, id, place)) this.unasked(answer, place);
    // A refusal leaves the negotiation open.
    if ('return' in answer) this.context.isFirst = false;
    this.context.eventReason = null;
  }

  /** Takes back the last request: it was never sent. */
  retract(): void {
    this.awaiting.retract();
  }

  /** A client connected: what was asked before on another connection gets no answer any more. */
  connect(version: QemuVersion | null, place: MessagePlace): void {
    this.awaiting.connect();
    this.version ??= version;
    this.context = { isFirst: true, eventReason: null };
    this.saidMissing = false;
    // Times count from the first that the source shows, whatever stands there.
    this.sinceFirst(place.epochNs);
    this.begin();
  }

  /** The connection is over: what waits for an answer gets none. */
  disconnect(): void {
    this.awaiting.end();
    this.context = { isFirst: false, eventReason: null };
  }

  /** Something for people, where it stands. */
  note(text: string, { line, lastLine, epochNs }: MessagePlace): void {
    const timeNs = this.sinceFirst(epochNs);
    this.give({ seq: ++this.seq, line, timeNs, kind: 'note', text, ...(lastLine > line && { lastLine }) });
  }

  issue(code: IssueCode, line: number, message: string, byteOffset?: number): void {
    this.sink.issue({ code, line, message, ...(byteOffset !== undefined && { byteOffset }) });
  }

  /** The source ends: what was asked last got no answer. The header is given where there was anything, or is wanted. */
  end(wantsHeader = false): void {
    this.awaiting.end();
    if (this.seq > 0 || wantsHeader) this.begin();
  }

  private exchange(asked: Asked, answer: QmpAnswer | null, answerPlace: MessagePlace | null): void {
    const { request, line, lastLine, epochNs } = asked;
    const respelled = todaysSpelling(request.execute, request.arguments, answer);
    if (respelled !== null)
      this.issue('older-spelling', line, `${request.execute} in an older spelling: ${respelled.changes.join('; ')}`);
    const last = answerPlace?.lastLine ?? lastLine;
    this.resets.command(request.execute === 'system_reset' && answer !== null && 'return' in answer);
    const timeNs = this.sinceFirst(epochNs ?? answerPlace?.epochNs ?? null);
    const given = respelled === null ? request.arguments : respelled.arguments;
    const event = qmpEvent(++this.seq, line, last, timeNs, request.execute, given, answer, request.isTorn === true);
    this.give(event);
    if (answer !== null) this.begin();
  }

  /** An answer to something that the source does not show. */
  private unasked(answer: QmpAnswer, place: MessagePlace): void {
    const { execute, isWhole } = this.inferred(answer);
    const { line } = place;
    if (!this.options.answersOnly && !this.saidMissing) {
      this.saidMissing = true;
      const what = execute === UNKNOWN_REQUEST ? 'nothing tells which it was' : `it must have been ${execute}`;
      this.issue('missing-request', line, `an answer without its request: ${what}; others may follow`);
    }
    this.resets.command(isWhole && execute === 'system_reset');
    const timeNs = this.sinceFirst(place.epochNs);
    this.give(qmpEvent(++this.seq, line, place.lastLine, timeNs, execute, NO_ARGUMENTS, answer, !isWhole));
    this.begin();
  }

  /** An error tells the same whenever it comes. */
  private inferred(answer: QmpAnswer): InferredRequest {
    if (!('error' in answer)) return inferRequest(answer, this.context);
    const desc = answer.error.desc ?? '';
    const known = this.ofErrors.get(desc);
    if (known !== undefined) return known;
    const request = inferRequest(answer, this.context);
    if (this.ofErrors.size < ERRORS_KEPT) this.ofErrors.set(desc, request);
    return request;
  }

  private event({ event, data, epochNs }: QmpMessage & { readonly kind: 'event' }, place: MessagePlace): void {
    const { line, lastLine } = place;
    const timeNs = this.sinceFirst(place.epochNs ?? epochNs);
    const span = lastLine > line ? { lastLine } : {};
    if (event === 'RESET' && this.resets.happened(reasonOf(data)))
      this.give({ seq: ++this.seq, line, timeNs, kind: 'reset', ...span });
    this.give({ seq: ++this.seq, line, timeNs, kind: 'qmp-event', event, data, ...span });
  }

  private sinceFirst(epochNs: bigint | null): bigint | null {
    if (epochNs === null) return null;
    this.firstNs ??= epochNs;
    return epochNs > this.firstNs ? epochNs - this.firstNs : 0n;
  }

  private give(event: TraceEvent): void {
    if (this.early === null) this.sink.event(event);
    else if (this.early.push(event) > EARLY_EVENTS_MAX) this.begin();
  }

  /** Gives the header and what was held back for it. */
  private begin(): void {
    if (this.early === null) return;
    const { version, options, early } = this;
    this.sink.header({
      line: 1,
      title: null,
      profile: null,
      recordedFrom: version === null ? null : versionText(version),
      devices: [DEFAULT_DEVICE],
      unrecorded: ['host'],
      ...(this.firstNs !== null && { startEpochNs: this.firstNs }),
      ...(options.source !== undefined && { source: options.source }),
      ...(version !== null && { qemuVersion: version }),
    });
    this.early = null;
    for (const event of early) this.sink.event(event);
  }
}

const versionText = ({ major, minor, micro, build }: QemuVersion): string =>
  `QEMU ${major}.${minor}.${micro}${build === '' ? '' : ` (${build})`}`;

function reasonOf(data: JsonValue): string | null {
  const reason = typeof data === 'object' && data !== null && 'reason' in data ? data.reason : null;
  return typeof reason === 'string' ? reason : null;
}
