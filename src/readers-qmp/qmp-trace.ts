import { isJsonObject, type JsonValue } from '../base/json.js';
import { readJson } from '../base/json-exact.js';
import type { EventQueue, Place } from '../readers/event-queue.js';
import type { LineClock } from '../readers/line-clock.js';
import type { QmpAnswer, QmpEvent } from '../trace/events.js';
import type { QemuVersion } from '../trace/header.js';
import { type QmpRequest, qmpMessage } from './qmp-message.js';
import { commandOfTrace } from './qmp-trace-names.js';

const HANDLE = /^handle_qmp_command mon (\S+) req: (.*)$/s;
const RESPOND = /^monitor_qmp_respond mon (\S+) resp: (.*)$/s;
const ENTER = /^qmp_enter_(\w+) (.*)$/s;
const EXIT = /^qmp_exit_(\w+) (.*) ([01])$/s;

/** How many commands that ended are kept: their answers follow at once, or never. */
const ENDED_MAX = 16;

/** A request that has no answer yet. */
interface Pending {
  readonly monitor: string | null;
  readonly request: QmpRequest;
  readonly line: number;
  readonly timeNs: bigint | null;
  /** Where the command stands in the order: when it began to run, if the log shows that. */
  place: Place | null;
  answer: QmpAnswer | null;
}

/** What the reader of the log does for the QMP side. */
export interface QmpTraceOutput {
  readonly clock: LineClock;
  readonly queue: EventQueue;
  onVersion(version: QemuVersion): void;
  onIssue(code: 'invalid-json' | 'missing-request', message: string): void;
}

/**
 * QMP as QEMU traces it: handle_qmp_command and monitor_qmp_respond show requests and answers with their monitor;
 * qmp_enter_* and qmp_exit_* show when a command ran, and stand in for the others where those are missing.
 */
export class QmpTrace {
  private readonly pending: Pending[] = [];
  /** Answered by how their command ended; should the log show the answers too, these are not to be missed. */
  private readonly ended: Pending[] = [];
  private showsRequests = false;
  private showsAnswers = false;

  constructor(private readonly out: QmpTraceOutput) {}

  /** Takes a line without its prefix; false where it is no trace event of QMP. */
  line(text: string): boolean {
    const handle = HANDLE.exec(text);
    if (handle !== null) this.handle(handle[1] as string, handle[2] as string);
    const respond = handle === null ? RESPOND.exec(text) : null;
    if (respond !== null) this.respond(respond[1] as string, respond[2] as string);
    if (handle !== null || respond !== null) return true;
    const enter = ENTER.exec(text);
    if (enter !== null) this.enter(commandOfTrace(enter[1] as string), enter[2] as string);
    const exit = enter === null ? EXIT.exec(text) : null;
    if (exit !== null) this.exit(commandOfTrace(exit[1] as string), exit[2] as string, exit[3] === '1');
    return enter !== null || exit !== null;
  }

  /** The log ends, or QEMU died: what is pending has no answer. */
  end(): void {
    for (const pending of this.pending.splice(0)) this.tell(pending, pending.answer);
  }

  /** Gives up the places that hold the queue; what they stand for is told when it is answered. */
  yieldPlaces(): void {
    for (const pending of this.pending) {
      if (pending.place !== null) this.out.queue.settle(pending.place, null);
      pending.place = null;
    }
  }

  private handle(monitor: string, json: string): void {
    this.showsRequests = true;
    const message = this.message(json);
    if (message?.kind === 'request') this.ask(monitor, message.request);
  }

  private respond(monitor: string, json: string): void {
    const message = this.message(json);
    const { clock, queue } = this.out;
    if (message?.kind === 'greeting' && message.version !== null) this.out.onVersion(message.version);
    if (message?.kind === 'event') {
      const { event, data } = message;
      const stand = { seq: 0, line: clock.line, timeNs: clock.timeNs };
      if (event === 'RESET') queue.push({ kind: 'reset', ...stand });
      queue.push({ kind: 'qmp-event', ...stand, event, data });
    }
    if (message?.kind !== 'answer') return;
    this.showsAnswers = true;
    const ended = askedIn(this.ended, monitor, message.id);
    if (ended !== undefined) {
      this.ended.splice(this.ended.indexOf(ended), 1);
      return;
    }
    const pending = askedIn(this.pending, monitor, message.id);
    if (pending !== undefined) this.settle(pending, message.answer);
    else this.out.onIssue('missing-request', 'an answer to a request that this log does not show; it is left out');
  }

  private enter(execute: string, json: string): void {
    const { queue } = this.out;
    const known = this.pending.find(({ request, place }) => place === null && request.execute === execute);
    if (known !== undefined) known.place = queue.reserve();
    if (known !== undefined || this.showsRequests) return;
    const read = readJson(json);
    if ('fault' in read) this.fault(read.fault.message);
    const args = 'value' in read ? read.value : {};
    this.ask(null, { execute, arguments: args, id: undefined, isOutOfBand: false }).place = queue.reserve();
  }

  private exit(execute: string, text: string, succeeded: boolean): void {
    const pending = this.pending.find(({ request, answer }) => answer === null && request.execute === execute);
    if (pending === undefined) return;
    pending.answer = succeeded ? { return: resultOf(text) } : { error: { class: 'GenericError', desc: text } };
    // Where answers are traced, theirs is the exact text.
    if (this.showsAnswers) return;
    this.settle(pending, pending.answer);
    if (this.ended.push(pending) > ENDED_MAX) this.ended.shift();
  }

  private message(json: string) {
    const read = readJson(json);
    if ('fault' in read) this.fault(read.fault.message);
    const message = 'value' in read && isJsonObject(read.value) ? qmpMessage(read.value) : null;
    if (message === null && 'value' in read) this.fault('no request, answer or event');
    return message;
  }

  private fault(message: string): void {
    this.out.onIssue('invalid-json', `a QMP trace event that cannot be read: ${message}`);
  }

  private ask(monitor: string | null, request: QmpRequest): Pending {
    const { line, timeNs } = this.out.clock;
    const pending = { monitor, request, line, timeNs, place: null, answer: null };
    this.pending.push(pending);
    return pending;
  }

  private settle(pending: Pending, answer: QmpAnswer): void {
    this.pending.splice(this.pending.indexOf(pending), 1);
    this.tell(pending, answer);
  }

  private tell({ request, line, timeNs, place }: Pending, answer: QmpAnswer | null): void {
    const { clock, queue } = this.out;
    const { execute, arguments: args } = request;
    const last = answer !== null && clock.line > line && { lastLine: clock.line };
    const event: QmpEvent = { kind: 'qmp', seq: 0, line, ...last, timeNs, execute, arguments: args, answer };
    if (place === null) queue.push(event);
    else queue.settle(place, event);
  }
}

/** The request that an answer belongs to: by its id, else the oldest of that monitor. */
function askedIn(pending: readonly Pending[], monitor: string, id: JsonValue | undefined): Pending | undefined {
  const own = pending.filter((each) => each.monitor === monitor || each.monitor === null);
  const sameId = ({ request }: Pending) => request.id === id || JSON.stringify(request.id) === JSON.stringify(id);
  return own.find(sameId) ?? (id === undefined ? own[0] : undefined);
}

function resultOf(text: string): JsonValue {
  const read = readJson(text);
  return 'value' in read ? read.value : {};
}
