import { hexNumber, toHex } from '../base/hex.js';
import { mailboxCommands } from '../mailbox/index.js';
import type { MailboxEvent, RecordedAnswer } from '../trace/events.js';
import { payloadFields } from '../yaml/payload-fields.js';
import { yamlText } from '../yaml/yaml-render.js';
import { quotedText } from '../yaml/yaml-value.js';

/** A key of a step and its value's text; undefined where the step does not say it. */
export type StepLine = readonly [key: string, text: string | undefined];

export function mailboxStep(event: MailboxEvent): readonly StepLine[] {
  const { opcode, request, requestLengthBytes, answer, cci, tunnel, mailboxAddress, deviceId } = event;
  return [
    ['mailbox', mailboxCommands.get(opcode)?.key ?? hexNumber(opcode, 4)],
    requestLine(opcode, request),
    ['requestLength', requestLengthBytes === request.length ? undefined : String(requestLengthBytes)],
    ...(answer === null ? [['returnCode', 'null'] as const] : answerLines(opcode, answer)),
    ['cci', cci === 'primary' ? undefined : cci],
    [
      'tunnel',
      tunnel === undefined
        ? undefined
        : `{ requestHex: "${toHex(tunnel.request)}", returnCode: ${code(tunnel.returnCode)}, responseHex: ${
            tunnel.response === null ? 'null' : `"${toHex(tunnel.response)}"`
          } }`,
    ],
    ['mailboxAddress', mailboxAddress === undefined ? undefined : hexNumber(mailboxAddress)],
    ['deviceId', deviceId === undefined ? undefined : quotedText(deviceId)],
  ];
}

const code = (returnCode: number | null): string => (returnCode === null ? 'null' : yamlText('returnCode', returnCode));

function answerLines(opcode: number, answer: RecordedAnswer): StepLine[] {
  const { returnCode, response, responseLengthBytes, responseFields, background } = answer;
  return [
    ['returnCode', returnCode === undefined ? undefined : code(returnCode)],
    ['response', responseFields === undefined ? undefined : yamlText('response', responseFields)],
    ...(response === undefined ? [] : responseLines(opcode, response, responseLengthBytes)),
    ['background', background === undefined ? undefined : String(background)],
  ];
}

/** The response by its fields where they are all of it and make the same bytes again, else the bytes. */
function responseLines(opcode: number, response: Uint8Array, lengthBytes: number | undefined): readonly StepLine[] {
  const isCut = lengthBytes !== response.length;
  const fields = isCut || response.length === 0 ? null : payloadFields(mailboxCommands.get(opcode)?.response, response);
  if (fields !== null)
    return [
      ['response', yamlText('response', fields)],
      ['whole', 'true'],
    ];
  return [
    ['responseHex', `"${toHex(response)}"`],
    ['responseLength', isCut ? String(lengthBytes) : undefined],
  ];
}

/** The request by its fields where they make the same bytes again, else the bytes. */
function requestLine(opcode: number, request: Uint8Array): StepLine {
  const layout = mailboxCommands.get(opcode)?.request;
  if (request.length === 0 && (layout === undefined || layout.sizeBytes === 0)) return ['request', undefined];
  const fields = payloadFields(layout, request);
  return fields === null ? ['requestHex', `"${toHex(request)}"`] : ['request', yamlText('request', fields)];
}
