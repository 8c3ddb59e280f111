import { hexNumber, toHex } from '../base/hex.js';
import type { Issue } from '../base/issue.js';
import type { Message } from '../layout/message.js';
import { toJson } from '../layout/to-json.js';
import { mailboxCommands } from '../mailbox/index.js';
import { RETURN_CODES, returnCodeName } from '../protocol/return-codes.js';
import type { MailboxEvent, TraceEvent } from '../trace/events.js';

/** An event as `decode` prints it, with what is odd about its payloads. */
export interface DecodedEvent {
  readonly event: object;
  readonly issues: readonly Issue[];
}

/** A typed event for scripts; every kind of record keeps its own members. */
export function decodeEvent(event: TraceEvent): DecodedEvent {
  const { kind, seq, line, lastLine, timeNs, file, alsoIn, ...rest } = event;
  const stand = {
    kind,
    seq,
    ...(file !== undefined && { file }),
    line,
    ...(lastLine !== undefined && { lines: [line, lastLine] }),
    ...(alsoIn !== undefined && { alsoIn }),
    timeNs,
  };
  if (event.kind === 'mailbox') return decodeMailbox(event, stand);
  return { event: { ...stand, ...withWideAsHex(event, rest) }, issues: [] };
}

/** Addresses and register values are "0x…" strings, as in recordings; answers stand beside the request. */
function withWideAsHex(event: TraceEvent, rest: object): object {
  switch (event.kind) {
    case 'qmp': {
      const { execute, arguments: given, areArgumentsUnknown, answer } = event;
      return { execute, arguments: given, ...(areArgumentsUnknown && { areArgumentsUnknown }), ...(answer ?? {}) };
    }
    case 'register':
      return {
        ...rest,
        value: event.value === null ? null : hexNumber(event.value),
        ...(event.mailboxAddress !== undefined && { mailboxAddress: hexNumber(event.mailboxAddress) }),
      };
    case 'memory':
      return { ...rest, value: event.value === null ? null : hexNumber(event.value) };
    case 'decoder':
      return { ...rest, baseAddress: hexNumber(event.baseAddress) };
    default:
      return rest;
  }
}

function decodeMailbox(event: MailboxEvent, stand: object): DecodedEvent {
  const command = mailboxCommands.get(event.opcode);
  const { answer } = event;
  const isKnown = event.isRequestUnknown !== true;
  const request = decodePayload(isKnown ? command?.request : undefined, event.request, event, 'request');
  const response = decodePayload(
    hasPayload(event) ? command?.response : undefined,
    answer?.response,
    event,
    'response',
  );
  return {
    event: {
      ...stand,
      ...(event.cci !== 'primary' && { cci: event.cci }),
      opcode: hexNumber(event.opcode, 4),
      name: command?.name ?? null,
      request: request.value,
      requestHex: isKnown ? toHex(event.request) : null,
      ...(event.requestLengthBytes !== event.request.length && { requestLength: event.requestLengthBytes }),
      ...answerMembers(event),
      ...(answer?.response !== undefined && { response: response.value, responseHex: toHex(answer.response) }),
      ...(answer?.responseFields !== undefined && { response: answer.responseFields }),
      ...(answer?.responseLengthBytes !== answer?.response?.length && { responseLength: answer?.responseLengthBytes }),
      ...(answer?.background !== undefined && { background: answer.background }),
      ...tunnelMembers(event),
      ...(event.mailboxAddress !== undefined && { mailboxAddress: hexNumber(event.mailboxAddress) }),
      ...(event.deviceId !== undefined && { deviceId: event.deviceId }),
    },
    issues: [...request.issues, ...response.issues],
  };
}

/** A refusal carries no payload that the response's layout would explain. */
const hasPayload = ({ answer }: MailboxEvent): boolean =>
  answer?.returnCode === undefined || answer.returnCode === RETURN_CODES.SUCCESS || (answer.response?.length ?? 0) > 0;

function answerMembers({ answer }: MailboxEvent): object {
  if (answer === null) return { returnCode: null, returnCodeName: null };
  if (answer.returnCode === undefined) return {};
  return { returnCode: answer.returnCode, returnCodeName: returnCodeName(answer.returnCode) };
}

function tunnelMembers({ tunnel }: MailboxEvent): object {
  if (tunnel === undefined) return {};
  const { request, returnCode, response } = tunnel;
  return {
    tunnel: { requestHex: toHex(request), returnCode, responseHex: response === null ? null : toHex(response) },
  };
}

function decodePayload(
  layout: Message<unknown> | undefined,
  payload: Uint8Array | undefined,
  { line }: MailboxEvent,
  side: 'request' | 'response',
): { readonly value: unknown; readonly issues: readonly Issue[] } {
  if (layout === undefined || payload === undefined) return { value: null, issues: [] };
  const value = layout.decode(payload);
  const issues = layout.oddities(payload).map(({ code, message }) => ({ code, line, message: `${side}: ${message}` }));
  return { value: value === null ? null : toJson(value), issues };
}
