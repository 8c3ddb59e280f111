import { Composer, type CST, type Document, Lexer, LineCounter, type ParsedNode, Parser } from 'yaml';
import type { Spot, YamlIssue, YamlNode } from './yaml-node.js';
import { plainFaults } from './yaml-syntax.js';
import { SCALAR_TYPE_TAGS, YamlTree } from './yaml-tree.js';

/** Deeper nesting is no trace; the composer works recursively and must not exhaust the stack. */
const DEPTH_MAX = 64;

/** Tags that force a type: `tag: !!int 5` is a number. Known to the library, resolved by us. */
const TYPE_TAGS = SCALAR_TYPE_TAGS.map((tag) => ({ tag, resolve: (text: string) => text }));

/**
 * The first document of a YAML text as nodes with places, or null where there is none. Mistakes are reported; after some
 * that leave open where things belong, `onTorn` is called, since what else looks wrong most likely follows from them.
 */
export function parseYaml(text: string, onIssue: YamlIssue, onTorn: () => void = () => undefined): YamlNode | null {
  const lines = new LineCounter();
  const spot = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const tokens = readTokens(text, lines, (offset) =>
    onIssue(spot(offset), 'yaml-syntax', `nested deeper than ${DEPTH_MAX} levels; nothing of the file is used`),
  );
  if (tokens === null) return null;
  const document = compose(tokens, text, (offset) =>
    onIssue(spot(offset), 'yaml-syntax', 'a second document begins here; a file holds one trace, the rest is not read'),
  );
  if (document === null) return null;
  const faults = plainFaults([...document.errors, ...document.warnings], text);
  for (const { offset, message } of faults) onIssue(spot(offset), 'yaml-syntax', message);
  if (faults.length > 0) onTorn();
  const onTreeIssue = faults.length > 0 ? () => undefined : onIssue;
  return document.contents === null ? null : new YamlTree(spot, onTreeIssue).read(document.contents as ParsedNode);
}

/** The concrete syntax of the text, or null where it nests too deep. */
function readTokens(text: string, lines: LineCounter, onTooDeep: (offset: number) => void): CST.Token[] | null {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > DEPTH_MAX) {
      onTooDeep(parser.offset);
      return null;
    }
  }
  tokens.push(...parser.end());
  return tokens;
}

/** The first document. Scalars stay text: their types are worked out from their spelling, where all digits are. */
function compose(tokens: CST.Token[], text: string, onSecond: (offset: number) => void): Document.Parsed | null {
  // The library's own check for doubled keys takes quadratic time.
  const composer = new Composer({ schema: 'failsafe', customTags: TYPE_TAGS, uniqueKeys: false, logLevel: 'silent' });
  let first: Document.Parsed | null = null;
  for (const document of composer.compose(tokens, false, text.length)) {
    if (first === null) first = document as Document.Parsed;
    else {
      onSecond(document.range[0]);
      break;
    }
  }
  return first;
}
