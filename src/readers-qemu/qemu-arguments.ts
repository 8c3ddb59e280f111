/** One option of QEMU's command line with its value; empty where it has none. */
export interface QemuOption {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** The options of a command line as a shell takes it: quotes and continued lines undone. */
export function qemuOptions(text: string): readonly QemuOption[] {
  const words = wordsOf(text);
  return words.flatMap(({ word, line }, index) => {
    if (!/^--?[a-zA-Z]/.test(word)) return [];
    const next = words[index + 1]?.word;
    const value = next === undefined || /^--?[a-zA-Z]/.test(next) ? '' : next;
    return [{ name: word.replace(/^--?/, ''), value, line }];
  });
}

/** A part of a word: in single quotes, in double quotes, an escaped sign, or plain. */
const PART = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/y;

function wordsOf(text: string): readonly { readonly word: string; readonly line: number }[] {
  const words: { word: string; line: number }[] = [];
  let line = 1;
  let isOpen = false;
  for (let at = 0; at < text.length; ) {
    PART.lastIndex = at;
    const match = PART.exec(text);
    if (match === null) {
      if (text[at] === '\n') line++;
      isOpen = false;
      at++;
      continue;
    }
    const [whole, single, double, escaped, plain] = match;
    at += whole.length;
    const isContinued = escaped === '\n' || escaped === '\r';
    if (isContinued) isOpen = false;
    else {
      const part = single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? '';
      const last = words.at(-1);
      if (isOpen && last !== undefined) last.word += part;
      else words.push({ word: part, line });
      isOpen = true;
    }
    line += whole.split('\n').length - 1;
  }
  return words;
}

/** The properties of an option's value: `a=1,b=2`; the first may stand without its name. A doubled comma is one of the value. */
export function propertiesOf(value: string): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  if (value.startsWith('{')) return jsonProperties(value);
  for (const [index, part] of value.replaceAll(',,', '\0').split(',').entries()) {
    const at = part.indexOf('=');
    const [name, text] =
      at >= 0 ? [part.slice(0, at), part.slice(at + 1)] : [index === 0 ? '' : part, index === 0 ? part : 'on'];
    properties.set(name, text.replaceAll('\0', ','));
  }
  return properties;
}

function jsonProperties(value: string): ReadonlyMap<string, string> {
  try {
    const entries = Object.entries(JSON.parse(value) as Record<string, unknown>);
    return new Map(entries.map(([name, one]) => [name === 'driver' || name === 'qom-type' ? '' : name, String(one)]));
  } catch {
    return new Map();
  }
}

const UNITS: Readonly<Record<string, bigint>> = { '': 0n, B: 0n, K: 10n, M: 20n, G: 30n, T: 40n, P: 50n };

/** A size as QEMU takes it: `256M`, `2G`, `0x1000`, `1.5G`; plain numbers are bytes. Null where it is none. */
export function qemuSize(text: string | undefined): bigint | null {
  const match = /^(0x[0-9a-f]+|\d+(?:\.\d+)?)([kmgtpb]?)$/i.exec(text?.trim() ?? '');
  if (match === null) return null;
  const shift = UNITS[(match[2] ?? '').toUpperCase()] ?? 0n;
  const [whole = '0', fraction] = (match[1] ?? '0').split('.');
  const bytes = BigInt(whole) << shift;
  if (fraction === undefined) return bytes;
  return bytes + (BigInt(fraction) << shift) / 10n ** BigInt(fraction.length);
}
