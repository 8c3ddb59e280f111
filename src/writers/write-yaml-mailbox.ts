import { hexNumber, toHex } from '../base/hex.js';
import type { JsonValue } from '../base/json.js';
import { toJson } from '../layout/to-json.js';
import { mailboxCommands } from '../mailbox/index.js';
import type { MailboxEvent, RecordedAnswer } from '../trace/events.js';
import { writtenValue } from '../yaml/written-payload.js';
import { parseYaml } from '../yaml/yaml-parse.js';
import { yamlText } from '../yaml/yaml-render.js';
import { quotedText } from '../yaml/yaml-value.js';

/** A key of a step and its value's text; undefined where the step does not say it. */
export type StepLine = readonly [key: string, text: string | undefined];

/** Longer requests are bytes to people, too. */
const FIELDS_BYTES_MAX = 512;

export function mailboxStep(event: MailboxEvent): readonly StepLine[] {
  const { opcode, request, requestLengthBytes, answer, cci, tunnel, mailboxAddress, deviceId } = event;
  return [
    ['mailbox', mailboxCommands.get(opcode)?.key ?? hexNumber(opcode, 4)],
    requestLine(opcode, request),
    ['requestLength', requestLengthBytes === request.length ? undefined : String(requestLengthBytes)],
    ...(answer === null ? [['returnCode', 'null'] as const] : answerLines(answer)),
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

function answerLines({
  returnCode,
  response,
  responseLengthBytes,
  responseFields,
  background,
}: RecordedAnswer): StepLine[] {
  return [
    ['returnCode', returnCode === undefined ? undefined : code(returnCode)],
    ['response', responseFields === undefined ? undefined : yamlText('response', responseFields)],
    ['responseHex', response === undefined ? undefined : `"${toHex(response)}"`],
    ['responseLength', responseLengthBytes === response?.length ? undefined : String(responseLengthBytes)],
    ['background', background === undefined ? undefined : String(background)],
  ];
}

/** The request by its fields where they make the same bytes again, else the bytes. */
function requestLine(opcode: number, request: Uint8Array): StepLine {
  const layout = mailboxCommands.get(opcode)?.request;
  const hex: StepLine = ['requestHex', `"${toHex(request)}"`];
  if (request.length === 0 && (layout === undefined || layout.sizeBytes === 0)) return ['request', undefined];
  if (layout === undefined || request.length > FIELDS_BYTES_MAX) return hex;
  const value = layout.decode(request);
  if (value === null) return hex;
  const text = yamlText('request', toJson(value) as JsonValue);
  let isFaulty = false;
  const fault = () => {
    isFaulty = true;
  };
  const node = parseYaml(text, fault);
  if (node === null || isFaulty) return hex;
  const again = layout.fromWritten(writtenValue(node), fault);
  return !isFaulty && Buffer.from(layout.encode(again)).equals(request) ? ['request', text] : hex;
}
