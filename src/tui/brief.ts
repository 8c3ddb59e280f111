import { printable } from '../base/issue.js';
import { isJsonObject, type JsonValue } from '../base/json.js';
import { rangeText } from '../device/extents.js';
import { mailboxCommands } from '../mailbox/index.js';
import { opcodeText } from '../protocol/opcode.js';
import { RETURN_CODES, returnCodeName } from '../protocol/return-codes.js';
import { fieldsText, otherText, requestText } from '../report/decode-text.js';
import { plainText } from '../report/paint.js';
import type { MailboxEvent, QmpEvent, TraceEvent } from '../trace/events.js';
import { type Named, type Subject, shortTag } from './subject.js';
import type { Tone } from './text.js';

/** A record in the words of a row: who speaks, what, about what, and how it came out. */
export interface Brief {
  /** Where the record comes from, in a word: the interface, QMP, the clock, a log. */
  readonly from: string;
  readonly what: string;
  readonly about: string;
  readonly outcome: string;
  readonly tone: Tone;
}

const RANGES_SHOWN = 2;

export function briefOf(event: TraceEvent, subject: Subject): Brief {
  if (event.kind === 'mailbox') return mailboxBrief(event, subject);
  if (event.kind === 'qmp') return qmpBrief(event, subject);
  const whole = otherText(event, plainText);
  // The kind has a column of its own.
  const what = whole.replace(/^(log|clock|note:|QMP event|crash|reset) ?/, '');
  const isDeath = event.kind === 'crash';
  return {
    from: event.kind,
    what: what === '' ? event.kind : what,
    about: '',
    outcome: '',
    tone: isDeath ? 'error' : 'faint',
  };
}

function mailboxBrief(event: MailboxEvent, subject: Subject): Brief {
  const name = mailboxCommands.get(event.opcode)?.name ?? 'unknown command';
  const about = subject.ranges.length > 0 ? rangesText(subject.ranges) : requestText(event, plainText);
  const returnCode = event.answer?.returnCode;
  const outcome = event.answer === null ? 'no answer' : returnCode === undefined ? '' : outcomeText(returnCode);
  const isGood = returnCode !== undefined && returnCode <= RETURN_CODES.BACKGROUND_COMMAND_STARTED;
  return {
    from: event.cci,
    what: `${opcodeText(event.opcode)} ${name}`,
    about,
    outcome,
    tone: isGood ? 'good' : outcome === '' ? 'faint' : 'error',
  };
}

const outcomeText = (code: number): string =>
  code === RETURN_CODES.SUCCESS ? 'ok' : (returnCodeName(code) ?? `code ${code}`);

function qmpBrief(event: QmpEvent, subject: Subject): Brief {
  const { answer } = event;
  const { ranges, tags } = subject;
  const named =
    ranges.length > 0 ? [rangesText(ranges)] : tags.length > 0 ? [`tag ${tags.map(shortTag).join(' ')}`] : [];
  // Of a refusal without extents the words tell more than the arguments.
  const about = named[0] ?? fieldsText(withoutPath(event.arguments));
  const isRefused = answer !== null && 'error' in answer;
  const told = answer === null ? 'no answer' : 'error' in answer ? 'refused' : fieldsText(answer.return);
  return {
    from: 'qmp',
    what: printable(event.execute),
    about: isRefused ? [...named, printable(answer.error.desc ?? '')].join(' ') : about,
    outcome: told === '' ? 'ok' : told.length > 16 ? `${told.slice(0, 15)}…` : told,
    tone: answer === null || isRefused ? 'error' : 'good',
  };
}

/** Which device it is about is the same in nearly every command of a trace: what else it says is worth the room. */
function withoutPath(given: JsonValue): JsonValue {
  if (!isJsonObject(given)) return given;
  const { path: _path, ...rest } = given;
  return Object.keys(rest).length > 0 ? rest : given;
}

/** `add 0x0+256MiB 6be13bce` for each, as many as are read at a glance. */
function rangesText(ranges: readonly Named[]): string {
  const hasEvents = ranges.some(({ type }) => type !== null);
  const texts = ranges.slice(0, RANGES_SHOWN).map((range) => {
    const verb = range.type === null ? '' : `${range.type.replace(/-capacity$/, '')} `;
    // An event without a tag is worth seeing; a list that never has tags is not.
    const tag = range.tag === null ? (hasEvents ? ' no tag' : '') : ` ${shortTag(range.tag)}`;
    return `${verb}${rangeText(range)}${tag}`;
  });
  const more = ranges.length > RANGES_SHOWN ? ` +${ranges.length - RANGES_SHOWN}` : '';
  return texts.join(', ') + more;
}
