/** What a terminal sends, cut into what was done. */
export type TerminalInput =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string }
  /** Columns and rows count from 0. */
  | {
      readonly kind: 'mouse';
      readonly what: 'press' | 'wheel-up' | 'wheel-down';
      readonly column: number;
      readonly row: number;
    };

const SEQUENCES: Readonly<Record<string, string>> = {
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  OA: 'up',
  OB: 'down',
  OC: 'right',
  OD: 'left',
  '[H': 'home',
  '[F': 'end',
  OH: 'home',
  OF: 'end',
  '[1~': 'home',
  '[4~': 'end',
  '[7~': 'home',
  '[8~': 'end',
  '[3~': 'delete',
  '[5~': 'page-up',
  '[6~': 'page-down',
  '[Z': 'shift-tab',
  OP: 'f1',
  '[11~': 'f1',
};

const CONTROL: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  ' ': 'space',
  '\u001b': 'escape',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const SEQUENCE = /^\u001b(\[[0-?]*[ -/]*[@-~]|O[A-Za-z])/;
const MOUSE = /^\[<(\d+);(\d+);(\d+)([Mm])$/;
const PASTE_START = '\u001b[200~';
const PASTE_END = '\u001b[201~';

/** Turns what arrives from a terminal into keys, mouse and pasted text; a paste may come in several pieces. */
export class KeyInput {
  private pasted: string | null = null;

  push(chunk: string): readonly TerminalInput[] {
    const found: TerminalInput[] = [];
    let rest = chunk;
    while (rest !== '') rest = this.take(rest, found);
    return found;
  }

  private take(text: string, found: TerminalInput[]): string {
    if (this.pasted !== null) {
      const end = text.indexOf(PASTE_END);
      this.pasted += end < 0 ? text : text.slice(0, end);
      if (end < 0) return '';
      found.push({ kind: 'paste', text: this.pasted });
      this.pasted = null;
      return text.slice(end + PASTE_END.length);
    }
    if (text.startsWith(PASTE_START)) {
      this.pasted = '';
      return text.slice(PASTE_START.length);
    }
    const sequence = SEQUENCE.exec(text);
    if (sequence !== null) {
      found.push(...meaning(sequence[1] ?? ''));
      return text.slice(sequence[0].length);
    }
    const char = String.fromCodePoint(text.codePointAt(0) ?? 0);
    found.push({ kind: 'key', key: keyOf(char) });
    return text.slice(char.length);
  }
}

function meaning(sequence: string): readonly TerminalInput[] {
  const mouse = MOUSE.exec(sequence);
  if (mouse === null) {
    const key = SEQUENCES[sequence];
    return key === undefined ? [] : [{ kind: 'key', key }];
  }
  const [, button, column, row, end] = mouse;
  const place = { column: Number(column) - 1, row: Number(row) - 1 };
  if (button === '64') return [{ kind: 'mouse', what: 'wheel-up', ...place }];
  if (button === '65') return [{ kind: 'mouse', what: 'wheel-down', ...place }];
  return button === '0' && end === 'M' ? [{ kind: 'mouse', what: 'press', ...place }] : [];
}

function keyOf(char: string): string {
  const known = CONTROL[char];
  if (known !== undefined) return known;
  const code = char.charCodeAt(0);
  return code < 32 ? `ctrl-${String.fromCharCode(code + 96)}` : char;
}
