/** Characters that take no column: combining marks, joiners, variation selectors. */
const ZERO = /\p{Mark}|\p{Format}/u;
/** Characters that take two columns: East Asian wide ones and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** Printable ASCII, and the signs that the panes are drawn with: a column each. */
const PLAIN = /^[\x20-\x7e\u2010-\u2027\u2190-\u21ff\u2260\u2500-\u25fc\u2717]*$/;

/** Whether a text is one column for each of its characters, and commands no terminal. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

/** How many columns of a terminal a text takes; it holds no control characters. */
export function cellsOf(text: string): number {
  if (isPlain(text)) return text.length;
  let cells = 0;
  for (const char of text) cells += cellsOfChar(char);
  return cells;
}

function cellsOfChar(char: string): number {
  if (char < '\u0300') return 1;
  if (ZERO.test(char)) return 0;
  return WIDE.test(char) ? 2 : 1;
}

/** The text's beginning that fits into so many columns; `…` ends what was cut. */
export function cut(text: string, columns: number, ellipsis = '…'): string {
  if (cellsOf(text) <= columns) return text;
  if (columns <= 0) return '';
  const room = columns - 1;
  let kept = '';
  let cells = 0;
  for (const char of text) {
    cells += cellsOfChar(char);
    if (cells > room) break;
    kept += char;
  }
  return kept + ellipsis;
}

/** The text in exactly so many columns. */
export const fitted = (text: string, columns: number): string => {
  const kept = cut(text, columns);
  return kept + ' '.repeat(Math.max(0, columns - cellsOf(kept)));
};
