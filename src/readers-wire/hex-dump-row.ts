/** One line of a hex dump, in any of the forms that tools print. */
export interface HexDumpRow {
  readonly line: number;
  /** The digits of the offset in front; null where the line has none, or where only its neighbours can tell. */
  readonly offset: string | null;
  readonly hasColon: boolean;
  /** Groups of digits, as many in each as the tool put together. */
  readonly groups: readonly string[];
  /** What the tool shows the bytes as, where it does. */
  readonly ascii: string | null;
  /** `*`: the row before goes on up to the next offset. */
  readonly isRepeat: boolean;
}

/** An offset, a colon (and a symbol, as debuggers print it), then bytes; whatever a log put in front. */
const WITH_COLON = /^(?:.*?[\s:])??(0x[0-9a-f]{1,16}|[0-9a-f]{4,16})(?: <[^>]*>)?:[ \t]+(?=(?:0x)?[0-9a-f]{2})/i;

/** What programs put around bytes that are meant for a compiler: brackets, quotes, commas, 0x and \x. */
const SOURCE_CODE = /[{}()[\]"',;]|\\x|0x/g;

/** What a kernel log puts before bytes that stand alone. */
const LOGGED = /^(?:<\d+>)?\[ *\d+\.\d+\].*?: (?=(?:[0-9a-f]{2}[ :]?){4,}\s*$)/i;

/** Four digits alone are the number of a command, not two bytes. */
const LONE_OPCODE = /^0x[0-9a-f]{4}:?$/i;

const BAR_TEXT = /\|(.{0,64})\|\s*$|\s>(.{0,64})<\s*$/;
const DIGITS = /^[0-9a-f]+$/i;

/** Reads a line; null where it is no line of a hex dump. */
export function hexDumpRow(whole: string, line: number): HexDumpRow | null {
  const text = whole.replace(LOGGED, '');
  const bare = text.trim();
  if (LONE_OPCODE.test(bare)) return null;
  if (bare === '*') return { line, offset: null, hasColon: false, groups: [], ascii: null, isRepeat: true };
  const colon = WITH_COLON.exec(text);
  const bar = BAR_TEXT.exec(text);
  const body = text.slice(colon?.[0].length ?? 0, bar?.index ?? text.length);
  const cut = colon === null || bar !== null ? { hex: body, ascii: bar?.[1] ?? bar?.[2] ?? null } : besideText(body);
  const groups = leadingGroups(cut.hex, colon !== null);
  if (groups === null) return null;
  const offset = colon?.[1]?.replace(/^0x/i, '') ?? null;
  return { line, offset, hasColon: colon !== null, groups, ascii: cut.ascii, isRepeat: false };
}

/** Behind a colon, two blanks part the bytes from their text; a double blank between two halves is no such place. */
function besideText(body: string): { readonly hex: string; readonly ascii: string | null } {
  for (const gap of body.matchAll(/ {2,}/g)) {
    const rest = body.slice(gap.index + gap[0].length);
    // A last word that is not whole is set to the right of its place.
    const padded = /^((?:[0-9a-f]{2}){1,3}) {2}(.*)/i.exec(rest);
    if (padded !== null && gap[0].length > 2)
      return { hex: `${body.slice(0, gap.index)} ${padded[1]}`, ascii: padded[2] ?? null };
    if (!/^(?:[0-9a-f]{2})+(?: |$)/i.test(rest) || gap[0].length > 3)
      return { hex: body.slice(0, gap.index), ascii: rest };
  }
  return { hex: body, ascii: null };
}

/** The groups of digits up to a gap that is wider than the others; null where other things than digits stand there. */
function leadingGroups(hex: string, hasColon: boolean): readonly string[] | null {
  const plain = hex.replace(SOURCE_CODE, (mark) => (mark === '0x' || mark === '\\x' ? ' ' : ''));
  const tokens = [...plain.matchAll(/[^\s:-]+/g)];
  const groups: string[] = [];
  let usualGap: number | null = null;
  let end = 0;
  for (const { 0: token, index } of tokens) {
    const gap = index - end;
    // The gap behind an offset is often wider than those between bytes.
    if (groups.length > 2 && usualGap !== null && gap > usualGap + 1) return groups;
    if (!DIGITS.test(token)) return hasColon && groups.length > 0 ? groups : null;
    if (groups.length === 2) usualGap = gap;
    groups.push(token);
    end = index + token.length;
  }
  return groups.length === 0 ? null : groups;
}
