import { JsonFraction, type JsonValue } from '../base/json.js';
import { didYouMean } from '../base/nearest.js';
import type { QmpCommand } from '../qmp/command.js';
import { looksOlder, type OlderSpelling } from '../qmp/older-spelling.js';
import type { Schema } from '../qmp/schema.js';
import { found, type Spot, shown, type YamlIssue, type YamlMap, type YamlNode } from './yaml-node.js';

/** What is to be said of a value below the arguments: where its key stands, where it stands, and its path. */
interface Placed {
  readonly keyAt: Spot;
  readonly node: YamlNode;
  readonly path: string;
}

/**
 * Says what QEMU would refuse of arguments as they are written: names and values that the command does not take. The
 * step is played all the same, since a trace may show a refusal.
 */
export function hintAtArguments(command: QmpCommand, node: YamlNode, given: JsonValue, onIssue: YamlIssue): void {
  if (command.isDescribed?.(given) === false) return;
  if (node.kind !== 'map') {
    onIssue(node.at, 'invalid-field', `"arguments": expected a map, not ${found(node)}`);
    return;
  }
  if (command.older !== null && usesOlderNames(node, given, command.older)) return;
  new Hints(onIssue).members(command.schema, node, given, '');
}

/** Arguments of before QEMU 9.1 are refused by today's, and are spelled so on purpose. */
const usesOlderNames = (node: YamlMap, given: JsonValue, older: OlderSpelling): boolean =>
  looksOlder(given, older) && [...Object.keys(older.renamed), 'flags'].some((name) => node.entries.has(name));

class Hints {
  constructor(private readonly onIssue: YamlIssue) {}

  members(schema: Schema<unknown>, map: YamlMap, given: JsonValue, path: string): void {
    const { members = {} } = schema;
    const names = Object.keys(members);
    const prefix = path === '' ? '' : `${path}.`;
    for (const [name, { keyAt, value }] of map.entries) {
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      const known = names.filter((one) => !map.entries.has(one));
      if (member === undefined) {
        const hint = didYouMean(name, known.length > 0 ? known : names);
        const message = `${prefix}${name}: unknown argument ${shown(name)}${hint}; expected ${names.join(', ')}`;
        this.onIssue(keyAt, 'unknown-field', message);
      } else this.value(member.schema, { keyAt, node: value, path: `${prefix}${name}` }, memberValue(given, name));
    }
    for (const [name, { isOptional }] of Object.entries(members))
      if (!isOptional && !map.entries.has(name))
        this.onIssue(
          map.at,
          'missing-field',
          `${prefix}${name} is missing: expected ${members[name]?.schema.describe}`,
        );
  }

  private value(schema: Schema<unknown>, { node, path, keyAt }: Placed, given: JsonValue): void {
    const { element, members, values } = schema;
    if (members !== undefined && node.kind === 'map') this.members(schema, node, given, path);
    else if (element !== undefined && node.kind === 'list') {
      node.items.forEach((item, index) => {
        const one = Array.isArray(given) ? (given[index] as JsonValue) : null;
        this.value(element, { keyAt, node: item, path: `${path}[${index}]` }, one);
      });
    } else if ('error' in schema.check(given, { path, member: path })) {
      const isName = values !== undefined && node.kind === 'scalar';
      const hint = isName ? didYouMean(node.source, values) : '';
      const message = `${path}: expected ${expectedText(schema)}, not ${found(node)}${hint || howToWrite(schema, node)}`;
      this.onIssue(node.at, 'invalid-field', message);
    }
  }
}

const memberValue = (given: JsonValue, name: string): JsonValue =>
  typeof given === 'object' && given !== null && !Array.isArray(given) && !(given instanceof JsonFraction)
    ? ((given as Readonly<Record<string, JsonValue>>)[name] ?? null)
    : null;

const INTEGERS: Readonly<Record<string, string>> = {
  u8: 'a whole number from 0 to 255',
  u16: 'a whole number from 0 to 65535',
  u32: 'a whole number from 0 to 4294967295',
  u64: 'a whole number',
  i16: 'a whole number from -32768 to 32767',
  'size in bytes': 'a size in bytes',
  str: 'text',
  bool: 'true or false',
};

function expectedText({ describe, values, element, members }: Schema<unknown>): string {
  if (values !== undefined) return `one of ${values.join(', ')}`;
  if (element !== undefined) return `a list, like [{ … }]`;
  return members === undefined ? (INTEGERS[describe] ?? describe) : `a map of ${Object.keys(members).join(', ')}`;
}

/** For sizes as other tools spell them: `128M` and `128MB` are 128MiB. */
function howToWrite({ describe }: Schema<unknown>, node: YamlNode): string {
  if (!/^(?:u|size)/.test(describe) || node.kind !== 'scalar') return '';
  const [, number, unit] = /^(\d+) ?([kmgt])i?b?$/i.exec(node.source) ?? [];
  return unit === undefined ? '' : ` (write ${number}${unit.toUpperCase()}iB)`;
}
