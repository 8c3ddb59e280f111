import { isJsonObject, JsonFraction, type JsonValue } from '../base/json.js';
import { durationText, sizeText } from '../base/units.js';
import { RETURN_CODE_KEYS } from '../protocol/return-codes.js';

/** A value as people write it in a trace, on one line: `name` is the key that it stands under. */
export function yamlText(name: string, value: JsonValue): string {
  if (value instanceof JsonFraction) return value.text;
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'bigint') return numberText(name, value);
  if (!isJsonObject(value)) return `[${(value as readonly JsonValue[]).map((one) => yamlText(name, one)).join(', ')}]`;
  const members = Object.entries(value).map(([key, part]) => `${quoted(key)}: ${yamlText(key, part)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Words that need no quotes and mean nothing else, and UUIDs. */
const PLAIN =
  /^(?!(?:true|false|null|yes|no|on|off|y|n)$)(?:[A-Za-z][A-Za-z0-9-]*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

const quoted = (text: string): string => (PLAIN.test(text) ? text : JSON.stringify(text));

const CODE_NAMES = new Map([...RETURN_CODE_KEYS].map(([name, code]) => [code, name]));

function numberText(name: string, value: number | bigint): string {
  if (name === 'returnCode') return CODE_NAMES.get(Number(value)) ?? String(value);
  if (/(Dpa|Address|opcode|^value)$/.test(name)) return `0x${value.toString(16)}`;
  // What an extent of QMP has; elsewhere an offset may be a size too.
  if (name.endsWith('Bytes') || name === 'len' || name === 'offset') return sizeText(BigInt(value));
  return name === 'virtualNs' ? durationText(BigInt(value)) : String(value);
}
