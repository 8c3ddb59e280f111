import { isJsonObject, JsonFraction, type JsonValue } from '../base/json.js';
import { printExactJson } from '../base/json-exact-print.js';
import type { TraceEvent } from '../trace/events.js';
import { Losses, type QmpStyle, type TraceWriter } from './writer.js';

/** What opens every connection; qmp-shell says it by itself. */
const GREETING = 'qmp_capabilities';

/** The QMP commands of a trace, to be sent again: what the host did in between is not in them. */
export class QmpWriter implements TraceWriter {
  private readonly lost = new Losses();

  constructor(private readonly style: QmpStyle) {}

  header(): string {
    return this.style === 'json' ? `${printExactJson({ execute: GREETING })}\n` : '';
  }

  event(event: TraceEvent): string {
    if (event.kind === 'mailbox') this.lost.add('a mailbox command of the host');
    if (event.kind === 'clock') this.lost.add('a step of the virtual clock');
    if (event.kind === 'expect') this.lost.add('an expectation');
    if (event.kind !== 'qmp' || event.execute === GREETING) return '';
    const { execute, arguments: given } = event;
    if (event.areArgumentsUnknown) {
      this.lost.add('a QMP command whose arguments are not known');
      return '';
    }
    if (this.style === 'json')
      return `${printExactJson(isEmpty(given) ? { execute } : { execute, arguments: given })}\n`;
    const typed = shellArguments(given);
    if (typed !== null) return `${[execute, ...typed].join(' ')}\n`;
    this.lost.add(`${execute} with an argument that qmp-shell cannot be told (use --qmp-style json)`);
    return '';
  }

  losses(): readonly string[] {
    return this.lost.list();
  }
}

const isEmpty = (value: JsonValue): boolean => isJsonObject(value) && Object.keys(value).length === 0;

/** The arguments as words of qmp-shell; null where a word would be taken for something else. */
function shellArguments(given: JsonValue): readonly string[] | null {
  if (!isJsonObject(given)) return null;
  const words = Object.entries(given).map(([name, value]) => {
    const text = /^[\w-]+$/.test(name) ? shellWord(value) : null;
    return text === null ? null : `${name}=${text}`;
  });
  return words.includes(null) ? null : (words as readonly string[]);
}

/**
 * qmp-shell parts words at blanks outside quotes, then takes whole numbers, true and false, and JSON in brackets;
 * anything else is text as it stands, quotes and all.
 */
function shellWord(value: JsonValue): string | null {
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') {
    const isText = !/[\s"'\\]|^[{[]|^(?:true|false)$/i.test(value) && !/^[-+]?[0-9_]+$/.test(value);
    return isText ? value : null;
  }
  if (value === null || value instanceof JsonFraction) return null;
  const json = printExactJson(value);
  return json.includes("'") ? null : json;
}
