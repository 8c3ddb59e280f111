const NAME = '[A-Za-z_:][A-Za-z0-9_.:-]*';
const ATTRIBUTE = new RegExp(`^\\s+(${NAME})="([^"<]*)"`);
const REFERENCE = /&(?!(?:amp|lt|gt|quot|apos);)/;

/** Characters that XML 1.0 allows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: tab and line ends are allowed, the others are not
const CHARACTERS = /^[\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/**
 * What makes a text no well-formed XML document, as far as documents without comments, sections and own entities can
 * be: allowed characters, one root, tags that match, attributes quoted and given once, references to known entities.
 */
export function xmlFaults(text: string): readonly string[] {
  const faults: string[] = [];
  if (!CHARACTERS.test(text)) faults.push('a character that XML does not allow');
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  if (body === text) faults.push('no XML declaration');
  const open: string[] = [];
  let roots = 0;
  let at = 0;
  while (at < body.length) {
    const next = body.indexOf('<', at);
    faults.push(...textFaults(body.slice(at, next < 0 ? undefined : next), open.length > 0));
    if (next < 0) break;
    const end = tagEnd(body, next);
    const tag = body.slice(next + 1, end);
    if (open.length === 0 && !tag.startsWith('/')) roots++;
    faults.push(...tagFaults(tag, open));
    at = end + 1;
  }
  if (open.length > 0) faults.push(`not closed: ${open.join(', ')}`);
  if (roots !== 1) faults.push(`${roots} roots`);
  return faults;
}

/** Where a tag ends: a quoted value may hold a closing bracket. */
function tagEnd(text: string, start: number): number {
  let isQuoted = false;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === '>' && !isQuoted) return at;
  }
  return text.length;
}

function textFaults(text: string, isInside: boolean): readonly string[] {
  const faults: string[] = [];
  if (REFERENCE.test(text)) faults.push(`a bare & in ${JSON.stringify(text.slice(0, 40))}`);
  if (text.includes(']]>')) faults.push('a bare ]]> in text');
  if (!isInside && text.trim() !== '') faults.push(`text outside the root: ${JSON.stringify(text.slice(0, 40))}`);
  return faults;
}

function tagFaults(tag: string, open: string[]): readonly string[] {
  if (tag.startsWith('/')) {
    const last = open.pop();
    return last === tag.slice(1) ? [] : [`</${tag.slice(1)}> closes <${last}>`];
  }
  const isEmpty = tag.endsWith('/');
  const name = new RegExp(`^${NAME}`).exec(tag)?.[0];
  if (name === undefined) return [`no name in <${tag.slice(0, 40)}>`];
  if (!isEmpty) open.push(name);
  const faults: string[] = [];
  const seen = new Set<string>();
  let rest = tag.slice(name.length, isEmpty ? -1 : undefined);
  for (let found = ATTRIBUTE.exec(rest); found !== null; found = ATTRIBUTE.exec(rest)) {
    const [whole, attribute = '', value = ''] = found;
    if (seen.has(attribute)) faults.push(`${attribute} twice in <${name}>`);
    if (REFERENCE.test(value)) faults.push(`a bare & in ${attribute}`);
    seen.add(attribute);
    rest = rest.slice(whole.length);
  }
  return rest.trim() === '' ? faults : [...faults, `<${name}> has ${JSON.stringify(rest.slice(0, 40))}`];
}
