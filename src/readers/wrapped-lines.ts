/** A line as it was before the terminal broke it. */
export interface WholeLine {
  readonly text: string;
  readonly line: number;
  readonly lastLine: number;
  readonly byteOffset: number;
}

/** What the lines of a transcript say about where they begin and end. */
export interface LineShape {
  /** Nothing before can go on here: a prompt, a message, a known saying. */
  startsAnew(text: string): boolean;
  /** A line that was typed: what follows and does not start anew is the rest of it. */
  isTyped(text: string): boolean;
}

/** So much is looked at to learn how wide the terminal was. */
const HEAD_CHARS = 1 << 16;
const WIDTH_MIN = 40;
/** A terminal copies no blanks at the end of a line; so many may have stood there. */
const LOST_BLANKS_MAX = 3;
const WHOLE_CHARS_MAX = 1 << 20;

/**
 * Joins the lines that a terminal of a certain width broke. The width is that of the longest lines, if they go on in
 * the next one; where no line does, nothing is joined but what was typed.
 */
export class WrappedLines {
  private head: WholeLine[] | null = [];
  private headChars = 0;
  private width: number | null = null;
  private current: { text: string; line: number; lastLine: number; byteOffset: number; lastLength: number } | null =
    null;

  constructor(
    private readonly shape: LineShape,
    private readonly onLine: (line: WholeLine) => void,
  ) {}

  push(text: string, line: number, byteOffset: number): void {
    if (this.head === null) {
      this.join({ text, line, lastLine: line, byteOffset });
      return;
    }
    this.head.push({ text, line, lastLine: line, byteOffset });
    this.headChars += text.length + 1;
    if (this.headChars > HEAD_CHARS) this.learn();
  }

  end(): void {
    this.learn();
    this.give();
  }

  private learn(): void {
    const { head } = this;
    if (head === null) return;
    this.head = null;
    this.width = this.widthOf(head.map(({ text }) => text));
    for (const line of head) this.join(line);
  }

  private widthOf(texts: readonly string[]): number | null {
    const width = texts.reduce((most, { length }) => Math.max(most, length), 0);
    if (width < WIDTH_MIN) return null;
    let full = 0;
    let continued = 0;
    for (const [index, { length }] of texts.entries()) {
      const next = texts[index + 1];
      if (length !== width || next === undefined) continue;
      full++;
      if (next.trim() !== '' && !this.shape.startsAnew(next)) continued++;
    }
    return continued > 0 && continued * 2 >= full ? width : null;
  }

  private join(line: WholeLine): void {
    const { current, shape } = this;
    const gap = current === null || line.text.trim() === '' || shape.startsAnew(line.text) ? null : this.gap(line.text);
    if (current === null || gap === null || current.text.length > WHOLE_CHARS_MAX) {
      this.give();
      this.current = { ...line, lastLength: line.text.length };
      return;
    }
    current.text += gap + line.text;
    current.lastLine = line.lastLine;
    current.lastLength = line.text.length;
  }

  /** What stood between the current line and its continuation; null where this is none. */
  private gap(next: string): string | null {
    const { current, width } = this;
    if (current === null) return null;
    const lost = width === null ? Number.POSITIVE_INFINITY : width - current.lastLength;
    if (lost === 0) return '';
    if (!this.shape.isTyped(current.text)) return null;
    if (lost > 0 && lost <= LOST_BLANKS_MAX) return ' '.repeat(lost);
    // The width does not say: a word that is a pair of its own begins after a blank.
    return /^[a-z][\w.-]*=/.test(next) && /=\S*$/.test(current.text) ? ' ' : '';
  }

  private give(): void {
    const { current } = this;
    this.current = null;
    if (current === null) return;
    const { text, line, lastLine, byteOffset } = current;
    this.onLine({ text, line, lastLine, byteOffset });
  }
}
