import type { OutlineField } from '../layout/outline.js';
import { type ListedCommand, type ListedQmpCommand, modelsText } from './commands-text.js';
import type { Paint } from './paint.js';
import { payloadText } from './payload-text.js';
import type { TextOptions } from './replay-text.js';
import { table } from './table.js';
import { wrap } from './wrap.js';

type PageOptions = Pick<TextOptions, 'paint' | 'width'>;

/** One side of a mailbox command. */
export interface DescribedPayload {
  /** Without the elements of a list and bytes to the end. */
  readonly sizeBytes: number;
  readonly isFixed: boolean;
  readonly fields: readonly OutlineField[];
}

export interface DescribedCommand extends ListedCommand {
  readonly request: DescribedPayload;
  readonly response: DescribedPayload;
}

/** An argument of a QMP command; `extents[].offset` for a member of a list's elements. */
export interface DescribedArgument {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: string;
  readonly values?: readonly string[];
}

export interface DescribedQmpCommand extends ListedQmpCommand {
  readonly members: readonly DescribedArgument[];
  readonly returns: string;
}

/** All about one mailbox command: who has it, and every field of its request and response. */
export function mailboxCommandText(
  { opcode, name, key, spec, interfaces, modelledBy, request, response }: DescribedCommand,
  profiles: readonly string[],
  { paint, width }: PageOptions,
): string {
  const where = interfaces.length === 0 ? '' : `${interfaces.join(', ')} · `;
  return [
    `${opcode}  ${paint.strong(key)}`,
    wrap(`${name}, ${spec}`, width, '  '),
    paint.faint(wrap(`${where}${modelsText(modelledBy, profiles)}`, width, '  ')),
    '',
    ...sideText('request', request, paint, width),
    '',
    ...sideText('response', response, paint, width),
  ].join('\n');
}

function sideText(side: string, { sizeBytes, isFixed, fields }: DescribedPayload, paint: Paint, width: number) {
  if (fields.length === 0) return [`${paint.strong(side)}  no payload`];
  const size = `${isFixed ? '' : 'at least '}${sizeBytes} byte${sizeBytes === 1 ? '' : 's'}`;
  return [`${paint.strong(side)}  ${size}`, ...payloadText(fields, paint, width)];
}

/** All about one QMP command: its arguments and what it returns. */
export function qmpCommandText(
  { name, summary, modelledBy, members, returns }: DescribedQmpCommand,
  profiles: readonly string[],
  { paint, width }: PageOptions,
): string {
  const rows = members.map((one) => [
    one.name,
    one.isOptional ? 'optional' : 'required',
    one.values === undefined ? one.type : one.values.join(' | '),
  ]);
  const [heading = '', ...lines] = table(['argument', '', 'type'], rows).split('\n');
  const left = heading.indexOf('type');
  return [
    `QMP  ${paint.strong(name)}`,
    wrap(summary, width, '  '),
    paint.faint(wrap(modelsText(modelledBy, profiles), width, '  ')),
    '',
    `${paint.strong('arguments')}${rows.length === 0 ? '  none' : ''}`,
    ...(rows.length === 0 ? [] : [paint.faint(`  ${heading}`)]),
    ...lines.slice(0, rows.length).map((line) => hanging(line, left, width)),
    '',
    wrap(`${paint.strong('return')}  ${returns}`, width, ''),
  ].join('\n');
}

/** A row of the table, its last column wrapped under itself. */
function hanging(line: string, left: number, width: number): string {
  const rest = wrap(line.slice(left), width, ' '.repeat(left + 2)).trimStart();
  return `  ${line.slice(0, left)}${rest}`;
}
