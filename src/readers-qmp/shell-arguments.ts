import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import { readLooseJson } from '../base/json-loose.js';

/** What qmp-shell makes of a line that was typed; a fault is a line that it refuses. */
export type TypedCommand = { readonly execute: string; readonly arguments: JsonObject } | { readonly fault: string };

/** Words end at blanks outside quotes; quotes stay, and one that never ends is left out with what follows. */
const WORD = /(?:[^\s"']|"(?:\\.|[^"])*"|'(?:\\.|[^'])*')+/g;

const INTEGER = /^[+-]?\d+(?:_\d+)*$/;

/** Reads `command name=value path.to.member=value …` as qmp-shell does. */
export function typedCommand(line: string): TypedCommand {
  const [execute, ...words] = line.match(WORD) ?? [];
  if (execute === undefined) return { fault: 'no command' };
  const members: Record<string, JsonValue> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 0) return { fault: `Expected a key=value pair, got '${word}'` };
    const fault = place(members, word.slice(0, at).split('.'), typedValue(word.slice(at + 1)));
    if (fault !== null) return { fault };
  }
  return { execute, arguments: members };
}

function place(members: Record<string, JsonValue>, path: readonly string[], value: JsonValue): string | null {
  let target = members;
  for (const name of path.slice(0, -1)) {
    const next = Object.hasOwn(target, name) ? target[name] : {};
    if (!isJsonObject(next)) return `Cannot use "${name}" as both leaf and non-leaf key`;
    set(target, name, next);
    target = next as Record<string, JsonValue>;
  }
  const leaf = path.at(-1) ?? '';
  if (Object.hasOwn(target, leaf)) return `Cannot set "${path.join('.')}" multiple times`;
  set(target, leaf, value);
  return null;
}

/** A plain assignment to __proto__ would change the object instead of adding a member. */
const set = (target: Record<string, JsonValue>, name: string, value: JsonValue): void => {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
};

/** A number, true, false, JSON or a Python literal; whatever is none of them is a text. */
function typedValue(text: string): JsonValue {
  if (INTEGER.test(text)) {
    const wide = BigInt(text.replaceAll('_', '').replace(/^\+/, ''));
    const number = Number(wide);
    return Number.isSafeInteger(number) ? number : wide;
  }
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  if (!/^[{[]/.test(text)) return text;
  const read = readLooseJson(text);
  return 'value' in read ? read.value : text;
}
