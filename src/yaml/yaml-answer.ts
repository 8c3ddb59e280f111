import { didYouMean } from '../base/nearest.js';
import type { Report } from '../layout/field.js';
import type { Message } from '../layout/message.js';
import { mailboxCommands } from '../mailbox/index.js';
import { RETURN_CODE_KEYS } from '../protocol/return-codes.js';
import type { RecordedAnswer } from '../trace/events.js';
import { expectedFields, placedReport, writtenValue } from './written-payload.js';
import type { YamlFields } from './yaml-fields.js';
import { shown, type YamlNode } from './yaml-node.js';

const U32_MAX = 0xffff_ffff;

/**
 * What the step says about the answer: null where no answer came. A part that cannot be meant is reported and left out;
 * the step is played all the same, since what follows builds on it.
 */
export function readAnswer(step: YamlFields, opcode: number, isDeath: boolean): RecordedAnswer | null {
  const fields = step.alone();
  const says = ['returnCode', 'response', 'responseHex', 'whole', 'background'].filter((name) => fields.has(name));
  if (says.length === 0) return isDeath ? null : {};
  if (fields.isNull('returnCode')) {
    const [extra] = says.filter((name) => name !== 'returnCode');
    if (extra !== undefined) fields.wrong(extra, 'nothing, since "returnCode: null" says that no answer came');
    return null;
  }
  const code = fields.has('returnCode') ? readReturnCode(fields) : null;
  const background = fields.alone();
  const isBackground = background.has('background') && background.boolean('background');
  return {
    ...(code !== null && { returnCode: code }),
    ...readResponse(fields.alone(), opcode),
    ...(background.has('background') && background.isUsable && { background: isBackground }),
  };
}

/** A return code by name or number; null, already reported, where it is neither. */
export function readReturnCode(fields: YamlFields): number | null {
  const node = fields.node('returnCode') as YamlNode;
  const text = node.kind === 'scalar' ? node.source : '';
  if (/^[0-9]/.test(text)) {
    const number = fields.alone();
    const value = number.integer('returnCode', 0xffff);
    return number.isUsable ? value : null;
  }
  const code = RETURN_CODE_KEYS.get(text.toLowerCase().replaceAll('_', '-'));
  if (code !== undefined) return code;
  const hint = didYouMean(text, RETURN_CODE_KEYS.keys()) || '; expected a name like success, or a number';
  fields.onIssue(node.at, 'unknown-name', `no return code is called ${shown(text)}${hint}`);
  return null;
}

/** Fields alone are compared one by one; with `whole: true` they are all of the response, and its bytes are compared. */
function readResponse(fields: YamlFields, opcode: number): Partial<RecordedAnswer> {
  const isWhole = fields.isGiven('whole') && fields.boolean('whole');
  if (fields.has('responseHex')) {
    if (fields.has('response')) fields.wrong('response', 'either fields (response) or bytes (responseHex)');
    const response = fields.hex('responseHex');
    const isCut = fields.isGiven('responseLength');
    const responseLengthBytes = isCut ? fields.integer('responseLength', U32_MAX) : response.length;
    return fields.isUsable ? { response, responseLengthBytes } : {};
  }
  const node = fields.node('response');
  if (node === undefined) {
    if (isWhole) fields.wrong('whole', 'a response beside it, of which it says that it is all of the answer');
    return {};
  }
  const layout = mailboxCommands.get(opcode)?.response;
  if (layout === undefined)
    fields.wrong('response', 'bytes as responseHex, since the fields of this opcode are not known');
  else if (node.kind !== 'map') fields.wrong('response', 'fields; bytes are written as responseHex');
  else {
    const report = placedReport(node, 'response', fields.onIssue);
    if (isWhole) return wholeResponse(layout, node, report);
    return { responseFields: expectedFields(layout, writtenValue(node), report) };
  }
  return {};
}

function wholeResponse(layout: Message<unknown>, node: YamlNode, report: Report): Partial<RecordedAnswer> {
  let isMeant = true;
  const value = layout.fromWritten(writtenValue(node), (path, message) => {
    isMeant = false;
    report(path, message);
  });
  if (!isMeant) return {};
  const response = layout.encode(value);
  return { response, responseLengthBytes: response.length };
}
