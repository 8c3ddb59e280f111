import { isJsonObject, JsonFraction, type JsonObject, type JsonValue } from '../base/json.js';
import { printExactJson } from '../base/json-exact-print.js';
import type { YamlNode } from './yaml-node.js';
import { parseYaml } from './yaml-parse.js';
import { yamlText } from './yaml-render.js';

/** Characters that YAML's double quotes do not take as they stand, beside those that JSON escapes. */
const DELICATE = /[\u007f-\u00a0\u2028\u2029\ufeff\ud800-\udfff]/g;

/** Text in quotes, which YAML and JSON read alike. */
export const quotedText = (text: string): string =>
  JSON.stringify(text).replace(DELICATE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A value on one line whose types no reader can mistake: strings in quotes, numbers with their tags. */
function taggedText(value: JsonValue): string {
  if (value instanceof JsonFraction) return `!!float ${quotedText(value.text)}`;
  if (typeof value === 'number' || typeof value === 'bigint') return `!!int ${quotedText(String(value))}`;
  if (typeof value === 'string') return quotedText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(taggedText).join(', ')}]`;
  const members = Object.entries(value as JsonObject).map(([name, part]) => `${quotedText(name)}: ${taggedText(part)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** The value as people write it where `read` makes the same of that, else in a spelling that cannot be mistaken. */
export function yamlValue(name: string, value: JsonValue, read: (node: YamlNode) => JsonValue): string {
  const friendly = yamlText(name, value);
  return isReadAs(friendly, value, read) ? friendly : taggedText(value);
}

/** Whether a text, read back, is the value again. */
function isReadAs(text: string, value: JsonValue, read: (node: YamlNode) => JsonValue): boolean {
  let isFaulty = false;
  const node = parseYaml(`- ${text}\n`, () => {
    isFaulty = true;
  });
  if (isFaulty || node?.kind !== 'list' || node.items.length !== 1) return false;
  const again = read(node.items[0] as YamlNode);
  return printExactJson(again) === printExactJson(value) && isJsonObject(again) === isJsonObject(value);
}
