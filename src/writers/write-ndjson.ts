import { hexNumber, toHex } from '../base/hex.js';
import type { JsonValue } from '../base/json.js';
import { printExactJson } from '../base/json-exact-print.js';
import type { MailboxEvent, QmpAnswer, TraceEvent } from '../trace/events.js';
import type { TraceHeader } from '../trace/header.js';
import { headerMembers, type Members } from '../trace/header-members.js';
import { Losses, type TraceWriter } from './writer.js';

/** The NDJSON spelling: one record a line. */
export class NdjsonWriter implements TraceWriter {
  private readonly lost = new Losses();
  private seq = 0;

  header(header: TraceHeader): string {
    return line(headerMembers(header));
  }

  event(event: TraceEvent): string {
    const members = this.members(event);
    if (members === null) return '';
    const { kind, timeNs } = event;
    return line({ kind, seq: ++this.seq, timeNs: timeNs ?? undefined, ...members });
  }

  losses(): readonly string[] {
    return this.lost.list();
  }

  private members(event: TraceEvent): Members | null {
    switch (event.kind) {
      case 'mailbox':
        if (event.answer?.responseFields !== undefined) this.lost.add('a response written as fields');
        return mailboxMembers(event);
      case 'qmp':
        return {
          execute: event.execute,
          arguments: written(event.arguments),
          areArgumentsUnknown: event.areArgumentsUnknown,
          ...qmpAnswer(event.answer),
        };
      case 'qmp-event':
        return { event: event.event, data: event.data };
      case 'register': {
        const { access, register, offset, size, value } = event;
        return { access, register, offset: offset || undefined, size, value: hexOrNull(value), ...origin(event) };
      }
      case 'clock':
        return { advanceNs: event.advanceNs, virtualNs: event.virtualNs };
      case 'log':
        return { source: event.source, text: event.text, severity: event.severity, deviceId: event.deviceId };
      case 'crash':
        return { signal: event.signal, text: event.text, hung: event.hung };
      case 'reset':
        return {};
      case 'decoder': {
        const { action, decoder, baseAddress, sizeBytes } = event;
        return { action, decoder, baseAddress: hexNumber(baseAddress), sizeBytes };
      }
      case 'memory':
        return {
          access: event.access,
          windowOffset: event.windowOffset,
          size: event.size,
          value: hexOrNull(event.value),
        };
      case 'note':
        return { text: event.text };
      default:
        this.lost.add('an expectation');
        return null;
    }
  }
}

const line = (members: Members): string => `${printExactJson(members as JsonValue)}\n`;

const hexOrNull = (value: bigint | null): string | null => (value === null ? null : hexNumber(value));

/** No arguments are not written. */
const written = (value: JsonValue): JsonValue | undefined => (printExactJson(value) === '{}' ? undefined : value);

function mailboxMembers(event: MailboxEvent): Members {
  const { opcode, request, requestLengthBytes, answer, cci, tunnel } = event;
  const { response, responseLengthBytes } = answer ?? {};
  return {
    opcode: hexNumber(opcode, 4),
    request: event.isRequestUnknown ? null : toHex(request),
    requestLength: requestLengthBytes === request.length ? undefined : requestLengthBytes,
    ...(answer === null
      ? { returnCode: null }
      : answer.returnCode === undefined
        ? { answer: 'partly-recorded' }
        : { returnCode: answer.returnCode }),
    response: response === undefined ? undefined : toHex(response),
    responseLength: responseLengthBytes === response?.length ? undefined : responseLengthBytes,
    background: answer?.background,
    cci: cci === 'primary' ? undefined : cci,
    ...(tunnel !== undefined && {
      tunnel: {
        request: toHex(tunnel.request),
        returnCode: tunnel.returnCode,
        response: tunnel.response === null ? null : toHex(tunnel.response),
      },
    }),
    ...origin(event),
  };
}

function qmpAnswer(answer: QmpAnswer | null): Members {
  if (answer === null) return {};
  return 'return' in answer ? { return: answer.return } : { error: { ...answer.error } as JsonValue };
}

const origin = ({ mailboxAddress, deviceId }: Pick<MailboxEvent, 'mailboxAddress' | 'deviceId'>): Members => ({
  mailboxAddress: mailboxAddress === undefined ? undefined : hexNumber(mailboxAddress),
  deviceId,
});
