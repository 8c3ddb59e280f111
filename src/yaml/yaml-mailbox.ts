import { didYouMean } from '../base/nearest.js';
import { mailboxCommands, mailboxCommandsByKey } from '../mailbox/index.js';
import { parseOpcode } from '../protocol/opcode.js';
import type { Tunnel } from '../trace/events.js';
import { placedReport, writtenValue } from './written-payload.js';
import { readAnswer, readReturnCode } from './yaml-answer.js';
import { hintAtExtents } from './yaml-extents.js';
import type { YamlFields } from './yaml-fields.js';
import { found } from './yaml-node.js';
import { ORIGIN_KEYS, originOf, type StepKind, standOf } from './yaml-step.js';

/** The widest length that the length register can claim. */
const REQUEST_LENGTH_MAX = 0xf_ffff;

export const readMailbox: StepKind = {
  main: 'opcode',
  keys: [
    'opcode',
    'request',
    'requestHex',
    'requestLength',
    'returnCode',
    'response',
    'responseHex',
    'responseLength',
    'whole',
    'background',
    'cci',
    'tunnel',
    ...ORIGIN_KEYS,
  ],
  read: (fields, stand) => {
    const opcode = readOpcode(fields);
    if (opcode === null) return null;
    const request = readRequest(fields, opcode);
    const tunnel = fields.isGiven('tunnel') ? readTunnel(fields) : null;
    return {
      ...standOf(stand),
      kind: 'mailbox',
      cci: fields.isGiven('cci') ? fields.oneOf('cci', ['primary', 'switch', 'fm']) : 'primary',
      opcode,
      request,
      requestLengthBytes: fields.isGiven('requestLength')
        ? fields.integer('requestLength', REQUEST_LENGTH_MAX)
        : request.length,
      answer: readAnswer(fields, opcode, stand.isDeath),
      ...(tunnel !== null && { tunnel }),
      ...originOf(fields),
    };
  },
};

/** The command that a name or an opcode means. */
function readOpcode(fields: YamlFields): number | null {
  const node = fields.node('opcode');
  if (node === undefined) {
    fields.text('opcode', 'a command');
    return null;
  }
  const text = node.kind === 'scalar' ? node.source : '';
  const opcode = mailboxCommandsByKey.get(text)?.opcode ?? parseOpcode(text);
  if (opcode !== null) return opcode;
  const names = [...mailboxCommandsByKey.keys()];
  const isDecimal = /^[0-9]{3,4}$/.test(text);
  const hint = isDecimal ? ` (did you mean 0x${text.padStart(4, '0')}?)` : didYouMean(text, names);
  const isNearby = hint !== '' && !isDecimal;
  const expected = `expected a command like add-dynamic-capacity-response, or an opcode like 0x4802`;
  fields.onIssue(
    node.at,
    'unknown-name',
    `no mailbox command is called ${found(node)}${hint}${isNearby ? '' : `; ${expected}`}`,
  );
  return null;
}

/** The request's bytes. Fields that are left out read as zero, all of them where there is no request. */
function readRequest(fields: YamlFields, opcode: number): Uint8Array {
  if (fields.has('requestHex')) {
    if (fields.has('request')) fields.wrong('request', 'either fields (request) or bytes (requestHex)');
    return fields.hex('requestHex');
  }
  const node = fields.node('request');
  const layout = mailboxCommands.get(opcode)?.request;
  if (layout === undefined) {
    if (node !== undefined)
      fields.wrong('request', 'bytes as requestHex, since the fields of this opcode are not known');
    return new Uint8Array();
  }
  if (node === undefined) return layout.encode(layout.fromWritten({}, () => undefined));
  if (node.kind !== 'map') {
    fields.wrong(
      'request',
      `fields (${Object.keys(layout.members()).join(', ') || 'none'}); bytes are written as requestHex`,
    );
    return new Uint8Array();
  }
  const report = placedReport(node, 'request', fields.onIssue);
  const value = layout.fromWritten(writtenValue(node), (path, message) => {
    fields.isUsable = false;
    report(path, message);
  });
  const element = layout.listName === null ? null : layout.members()[layout.listName]?.members({});
  hintAtExtents(fields, layout.listName, (name) => Object.hasOwn(element ?? {}, name));
  return fields.isUsable ? layout.encode(value) : new Uint8Array();
}

/** The outer command of a tunnelled one, as bytes. */
function readTunnel(fields: YamlFields): Tunnel | null {
  const tunnel = fields.below('tunnel', 'the tunnel');
  if (tunnel === null) return null;
  tunnel.knowOnly(['requestHex', 'returnCode', 'responseHex']);
  const read = {
    request: tunnel.hex('requestHex'),
    returnCode: tunnel.isGiven('returnCode') ? readReturnCode(tunnel) : null,
    response: tunnel.isGiven('responseHex') ? tunnel.hex('responseHex') : null,
  };
  if (!tunnel.isUsable) fields.isUsable = false;
  return read;
}
