import { JsonFraction, type JsonValue } from '../base/json.js';
import { parseSize } from '../base/units.js';
import { qmpCommands } from '../qmp/index.js';
import type { Schema } from '../qmp/schema.js';
import type { QmpAnswer } from '../trace/events.js';
import type { YamlFields } from './yaml-fields.js';
import { plainJson, type YamlNode, type YamlScalar } from './yaml-node.js';
import { hintAtArguments } from './yaml-qmp-arguments.js';
import { hintAtName } from './yaml-qmp-name.js';
import { type StepKind, standOf } from './yaml-step.js';

export const readQmp: StepKind = {
  main: 'execute',
  keys: ['execute', 'arguments', 'return', 'error'],
  read: (fields, stand) => {
    const execute = fields.text('execute', "a QMP command's name");
    const answer = readAnswer(fields);
    const node = fields.node('arguments');
    const command = qmpCommands.get(execute);
    const given = node === undefined ? {} : writtenArguments(node, command?.schema);
    // What is refused may be wrong on purpose.
    if (answer === null || 'return' in answer) {
      hintAtName(fields.node('execute'), execute, fields.onIssue);
      if (command !== undefined && node !== undefined) hintAtArguments(command, node, given, fields.onIssue);
    }
    return {
      ...standOf(stand),
      kind: 'qmp',
      execute,
      arguments: given,
      answer,
    };
  },
};

export const readQmpEvent: StepKind = {
  main: 'event',
  mayNest: true,
  keys: ['event', 'data'],
  read: (fields, stand) => {
    const data = fields.node('data');
    const event = fields.text('event', "a QMP event's name");
    return { ...standOf(stand), kind: 'qmp-event', event, data: data === undefined ? {} : plainJson(data) };
  },
};

/**
 * Arguments as QEMU would get them. The schema says what a spelling means: `128MiB` is a number where one is asked for,
 * and `tag: 12e3` is text. Quotes and tags such as !!int overrule it, so that wrong types can be written too.
 */
export function writtenArguments(node: YamlNode, schema: Schema<unknown> | undefined): JsonValue {
  if (node.kind === 'list') return node.items.map((item) => writtenArguments(item, schema?.element));
  if (node.kind === 'map')
    return Object.fromEntries(
      [...node.entries].map(([name, { value }]) => [name, writtenArguments(value, memberOf(schema, name))]),
    );
  return writtenScalar(node, schema);
}

const memberOf = (schema: Schema<unknown> | undefined, name: string): Schema<unknown> | undefined =>
  schema?.members !== undefined && Object.hasOwn(schema.members, name) ? schema.members[name]?.schema : undefined;

const TEXT = 'str';
const INTEGER = /^(?:u8|u16|u32|u64|i16|size)/;

function writtenScalar({ value, source, isPlain }: YamlScalar, schema: Schema<unknown> | undefined): JsonValue {
  if (!isPlain || schema === undefined) return value;
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || value instanceof JsonFraction;
  if (schema.describe === TEXT && isNumber) return source;
  if (!INTEGER.test(schema.describe) || typeof value !== 'string') return value;
  const size = parseSize(source.slice(0, 64));
  if (size === null) return value;
  // As JSON would be read: only what needs it is a bigint.
  return Number.isSafeInteger(Number(size)) ? Number(size) : size;
}

/** What came back: null where the step does not say. */
function readAnswer(step: YamlFields): QmpAnswer | null {
  const fields = step.alone();
  const returned = fields.node('return');
  if (returned !== undefined) {
    if (fields.has('error')) fields.wrong('error', 'either a return or an error');
    return { return: plainJson(returned) };
  }
  if (!fields.has('error')) return null;
  if (fields.node('error')?.kind === 'scalar') return { error: { desc: fields.text('error') } };
  const error = fields.below('error', 'the error');
  if (error === null) return null;
  error.knowOnly(['class', 'desc']);
  const text = (name: 'class' | 'desc') => (error.has(name) ? { [name]: error.text(name) } : {});
  return { error: { ...text('class'), ...text('desc') } };
}
