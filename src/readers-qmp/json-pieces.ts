/** One JSON object as it stands in a text, whole or as much of it as there is. */
export interface JsonPiece {
  readonly text: string;
  readonly line: number;
  readonly lastLine: number;
  readonly byteOffset: number;
  /** The closing brackets that are missing; empty for a whole object. */
  readonly missing: string;
}

/** Far above any QMP message. */
const PIECE_CHARS_MAX = 8 << 20;

/** Members with which a QMP message begins: at the start of a line they open a new one, whatever came before. */
const BEGINS_MESSAGE = /^\{\s*(["'])(?:QMP|return|error|event|timestamp|execute|exec-oob)\1\s*:/;

const CLOSER: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/**
 * Finds JSON objects in lines of text, however they are joined or broken: several on a line, one over many lines,
 * strings that a terminal broke, an end that is missing. What stands between them is given to `onText`.
 */
export class JsonPieces {
  private text = '';
  private closers = '';
  private quote = '';
  private isEscaped = false;
  /** The last character outside strings that is no blank. */
  private last = '';
  private line = 0;
  private lastLine = 0;
  private byteOffset = 0;

  constructor(
    private readonly onPiece: (piece: JsonPiece) => void,
    private readonly onText: (text: string, line: number, byteOffset: number) => void,
  ) {}

  /** Whether an object has begun that has not ended yet. */
  get isOpen(): boolean {
    return this.closers !== '';
  }

  /** Takes one line without its end. `gap` stands for the blanks that a terminal cut off within a string. */
  push(text: string, line: number, byteOffset: number, lastLine = line, gap = ''): void {
    if (this.isOpen && (BEGINS_MESSAGE.test(text) || this.text.length > PIECE_CHARS_MAX)) this.cut();
    if (this.isOpen) this.text += this.quote === '' ? '\n' : gap;
    let at = 0;
    while (at < text.length) {
      if (this.isOpen) at = this.inside(text, at, lastLine);
      else at = this.between(text, at, line, byteOffset, lastLine);
    }
    if (this.isOpen) this.lastLine = lastLine;
  }

  /** Gives up on the object that is open: what there is of it is given out. */
  cut(): void {
    if (!this.isOpen) return;
    const missing = (this.quote === '' ? '' : this.quote) + [...this.closers].reverse().join('');
    this.give(missing);
  }

  private between(text: string, at: number, line: number, byteOffset: number, lastLine: number): number {
    let start = at;
    while (start < text.length && isBlank(text.charCodeAt(start))) start++;
    if (text[start] === '{') {
      this.open(line, lastLine, byteOffset + start);
      return start;
    }
    if (start < text.length) this.onText(text.slice(start), line, byteOffset + start);
    return text.length;
  }

  private open(line: number, lastLine: number, byteOffset: number): void {
    this.text = '';
    this.closers = ' ';
    this.last = '';
    this.quote = '';
    this.isEscaped = false;
    this.line = line;
    this.lastLine = lastLine;
    this.byteOffset = byteOffset;
  }

  /** Goes on within an object; returns where it ended, or the end of the text. */
  private inside(text: string, start: number, lastLine: number): number {
    for (let at = start; at < text.length; at++) {
      const char = text[at] as string;
      if (this.quote !== '') this.inString(char);
      else if (char === '"' || char === "'") this.quote = this.last = char;
      else if (char === '{' || char === '[') {
        // No value can stand here: the object before has lost its end.
        if (this.last !== '' && !':,['.includes(this.last)) return this.breakOff(text, start, at);
        this.closers = this.closers === ' ' ? (CLOSER[char] as string) : this.closers + CLOSER[char];
        this.last = char;
      } else if (char === '}' || char === ']') {
        if (!this.closers.endsWith(char)) return this.breakOff(text, start, at + 1);
        this.closers = this.closers.slice(0, -1);
        this.last = char;
        if (this.closers === '') {
          this.text += text.slice(start, at + 1);
          this.lastLine = lastLine;
          this.give('');
          return at + 1;
        }
      } else if (!isBlank(char.charCodeAt(0))) this.last = char;
    }
    this.text += text.slice(start);
    return text.length;
  }

  private inString(char: string): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (char === '\\') this.isEscaped = true;
    else if (char === this.quote) this.quote = '';
  }

  private breakOff(text: string, start: number, at: number): number {
    this.text += text.slice(start, at);
    this.cut();
    return at;
  }

  private give(missing: string): void {
    const piece = { text: this.text, line: this.line, lastLine: this.lastLine, byteOffset: this.byteOffset, missing };
    this.closers = '';
    this.text = '';
    this.quote = '';
    this.onPiece(piece);
  }
}

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);
