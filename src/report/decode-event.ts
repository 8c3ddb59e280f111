import { hexNumber, toHex } from '../base/hex.js';
import type { Issue } from '../base/issue.js';
import type { JsonValue } from '../base/json.js';
import type { Message } from '../layout/message.js';
import { toJson } from '../layout/to-json.js';
import { mailboxCommands } from '../mailbox/index.js';
import { RETURN_CODES, returnCodeName } from '../protocol/return-codes.js';
import type { MailboxEvent, TraceEvent, Tunnel } from '../trace/events.js';

/** A typed event for scripts; every kind of record keeps its own members. */
export function decodeEvent(event: TraceEvent): object {
  const { kind, seq, line, lastLine, timeNs, file, alsoIn } = event;
  // Member by member, since a long trace has millions: spreads and rests cost ten times as much.
  const decoded: Decoded = { kind, seq };
  if (file !== undefined) decoded['file'] = file;
  decoded['line'] = line;
  if (lastLine !== undefined) decoded['lines'] = [line, lastLine];
  if (alsoIn !== undefined) decoded['alsoIn'] = alsoIn;
  decoded['timeNs'] = timeNs;
  if (event.kind === 'mailbox') addMailbox(decoded, event);
  else Object.assign(decoded, withWideAsHex(event));
  return decoded;
}

type Decoded = Record<string, unknown>;

/** Addresses and register values are "0x…" strings, as in recordings; answers stand beside the request. */
function withWideAsHex(event: Exclude<TraceEvent, MailboxEvent>): object {
  const { kind, seq, line, lastLine, timeNs, file, alsoIn, ...rest } = event;
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

function addMailbox(decoded: Decoded, event: MailboxEvent): void {
  const command = mailboxCommands.get(event.opcode);
  const isKnown = event.isRequestUnknown !== true;
  if (event.cci !== 'primary') decoded['cci'] = event.cci;
  decoded['opcode'] = hexNumber(event.opcode, 4);
  decoded['name'] = command?.name ?? null;
  decoded['request'] = isKnown ? payloadValue(command?.request, event.request) : null;
  decoded['requestHex'] = isKnown ? toHex(event.request) : null;
  if (event.requestLengthBytes !== event.request.length) decoded['requestLength'] = event.requestLengthBytes;
  addAnswer(decoded, event);
  if (event.tunnel !== undefined) decoded['tunnel'] = tunnelMembers(event.tunnel);
  if (event.mailboxAddress !== undefined) decoded['mailboxAddress'] = hexNumber(event.mailboxAddress);
  if (event.deviceId !== undefined) decoded['deviceId'] = event.deviceId;
}

function addAnswer(decoded: Decoded, event: MailboxEvent): void {
  const { answer } = event;
  if (answer === null) {
    decoded['returnCode'] = null;
    decoded['returnCodeName'] = null;
    return;
  }
  const { returnCode, response, responseFields, responseLengthBytes, background } = answer;
  if (returnCode !== undefined) {
    decoded['returnCode'] = returnCode;
    decoded['returnCodeName'] = returnCodeName(returnCode);
  }
  if (response !== undefined) {
    decoded['response'] = payloadValue(responseLayout(event), response);
    decoded['responseHex'] = toHex(response);
  }
  if (responseFields !== undefined) decoded['response'] = responseFields;
  if (responseLengthBytes !== response?.length) decoded['responseLength'] = responseLengthBytes;
  if (background !== undefined) decoded['background'] = background;
}

const payloadValue = (layout: Message<unknown> | undefined, payload: Uint8Array): JsonValue => {
  const value = layout?.decode(payload) ?? null;
  return value === null ? null : toJson(value);
};

const tunnelMembers = ({ request, returnCode, response }: Tunnel): object => ({
  requestHex: toHex(request),
  returnCode,
  responseHex: response === null ? null : toHex(response),
});

/** What is odd about a record's payloads: their lengths, counts and reserved bits. */
export function payloadIssues(event: TraceEvent): readonly Issue[] {
  if (event.kind !== 'mailbox') return NONE;
  const request = event.isRequestUnknown ? undefined : mailboxCommands.get(event.opcode)?.request;
  const asked = issuesOf(request, event.request, event.line, 'request');
  const answered = issuesOf(responseLayout(event), event.answer?.response, event.line, 'response');
  return asked.length === 0 ? answered : [...asked, ...answered];
}

const NONE: readonly Issue[] = [];

function issuesOf(
  layout: Message<unknown> | undefined,
  payload: Uint8Array | undefined,
  line: number,
  side: 'request' | 'response',
): readonly Issue[] {
  if (layout === undefined || payload === undefined) return NONE;
  return layout.oddities(payload).map(({ code, message }) => ({ code, line, message: `${side}: ${message}` }));
}

const responseLayout = (event: MailboxEvent): Message<unknown> | undefined =>
  hasPayload(event) ? mailboxCommands.get(event.opcode)?.response : undefined;

/** A refusal carries no payload that the response's layout would explain. */
const hasPayload = ({ answer }: MailboxEvent): boolean =>
  answer?.returnCode === undefined || answer.returnCode === RETURN_CODES.SUCCESS || (answer.response?.length ?? 0) > 0;
