import { fromHex } from '../base/hex.js';
import type { Issue } from '../base/issue.js';
import type { HexDumpRow } from './hex-dump-row.js';

/** The bytes that a dump shows. */
export interface HexDump {
  readonly line: number;
  readonly lastLine: number;
  /** The readings that the dump's form allows, likeliest first: tools that print words swap their bytes. */
  readonly readings: readonly Uint8Array[];
}

/** The longest payload that a length register can claim, twice. */
const DUMP_BYTES_MAX = 1 << 21;

const UNCOUNTED = '"*" stands for rows like the one before, but nothing says how many; they are left out';

interface PlacedRow {
  readonly row: HexDumpRow;
  readonly offset: string | null;
  readonly groups: readonly string[];
}

/** Puts rows together to the bytes that they show, in every byte order that they may mean; null where there are none. */
export function hexDump(rows: readonly HexDumpRow[], onIssue: (issue: Issue) => void): HexDump | null {
  const placed = placeRows(rows);
  const digits = wordDigits(placed);
  const first = rows.find(({ isRepeat }) => !isRepeat);
  if (first === undefined || digits === 0) return null;
  const orders = digits === 2 ? [false] : isNaturalOrder(placed, digits) ? [false, true] : [true, false];
  const readings = orders.flatMap((isSwapped) => {
    const bytesOf = (groups: readonly string[]) => joinGroups(groups, digits, isSwapped);
    return radicesOf(placed, digits, bytesOf).flatMap((radix, index) => {
      // What is wrong with a dump is told once.
      const isFirst = index === 0 && isSwapped === orders[0];
      return assemble(placed, radix, bytesOf, isFirst ? onIssue : () => undefined) ?? [];
    });
  });
  if (readings.length === 0) return null;
  return { line: first.line, lastLine: (rows.at(-1) as HexDumpRow).line, readings };
}

/** Whether a row continues the dump before it: its offset is not one that the dump has passed. */
export function continues(before: readonly HexDumpRow[], row: HexDumpRow): boolean {
  const first = before.find(({ offset }) => offset !== null);
  if (row.offset === null || first === undefined) return true;
  return Number.parseInt(row.offset, 16) > Number.parseInt(first.offset as string, 16);
}

/**
 * Finds the offsets that stand without a colon: wider or odder than the groups behind them, or rising from row to row
 * by as many bytes as the rows have.
 */
function placeRows(rows: readonly HexDumpRow[]): readonly PlacedRow[] {
  const shown = rows.filter(({ isRepeat, hasColon }) => !isRepeat && !hasColon);
  const width = shown[0]?.groups[0]?.length ?? 0;
  const looksPlaced = ({ groups: [head = '', next, ...more] }: HexDumpRow, index: number) => {
    if (head.length < 4) return false;
    // The last row may say but where the dump ends.
    if (next === undefined) return index > 0 && index === shown.length - 1 && head.length === width;
    const isLonely = shown.length === 1 && more.length < 4 && !/^0+$/.test(head);
    return !isLonely && (head.length % 2 === 1 || head.length > next.length);
  };
  const rising = (radix: number) =>
    shown.length > 1 && shown.every((_row, index) => follows(shown, index, radix, rows));
  const hasOffsets = shown.length > 0 && (shown.every(looksPlaced) || rising(16) || rising(8));
  return rows.map((row) => {
    if (row.hasColon || row.isRepeat || !hasOffsets) return { row, offset: row.offset, groups: row.groups };
    return { row, offset: row.groups[0] ?? null, groups: row.groups.slice(1) };
  });
}

/** Whether a row's first group is the offset that the row before leads to; a last word may have been padded. */
function follows(shown: readonly HexDumpRow[], index: number, radix: number, rows: readonly HexDumpRow[]): boolean {
  const [row, before] = [shown[index] as HexDumpRow, shown[index - 1]];
  if (before === undefined || rows[rows.indexOf(row) - 1]?.isRepeat) return true;
  const step = Number.parseInt(row.groups[0] ?? '', radix) - Number.parseInt(before.groups[0] ?? '', radix);
  const bytes = before.groups.slice(1).join('').length / 2;
  return step === bytes || (index === shown.length - 1 && row.groups.length === 1 && step > 0 && step < bytes);
}

/** How many digits a word has: those of the widest group, as far as the groups are alike. */
function wordDigits(rows: readonly PlacedRow[]): number {
  const widths = rows.flatMap(({ groups }) => groups.map(({ length }) => length));
  const widest = Math.max(0, ...widths);
  const isUniform = rows.every(({ groups }) => groups.slice(0, -1).every(({ length }) => length === widest));
  const isOctal = widest === 6 && rows.every(({ groups }) => groups.every((group) => /^[01][0-7]{5}$/.test(group)));
  if (isOctal) return 6;
  return isUniform && [4, 8, 16].includes(widest) ? widest : widest === 0 ? 0 : 2;
}

/** The bytes of a row; null where a digit is missing. Octal words are `od`'s own choice. */
function joinGroups(groups: readonly string[], digits: number, isSwapped: boolean): Uint8Array | null {
  const hex = digits === 6 ? groups.map((group) => Number.parseInt(group, 8).toString(16).padStart(4, '0')) : groups;
  const even = hex.map((group) => (group.length === 1 ? `0${group}` : group));
  if (!isSwapped) return fromHex(even.join(''));
  const parts = even.map((group) => fromHex(group)?.reverse() ?? null);
  return parts.includes(null) ? null : Buffer.concat(parts as Uint8Array[]);
}

/** With text beside the bytes, the order in which the text agrees; else a colon means bytes as they stand, words do not. */
function isNaturalOrder(rows: readonly PlacedRow[], digits: number): boolean {
  const told = rows.filter(({ row }) => row.ascii !== null && /[A-Za-z0-9]/.test(row.ascii));
  for (const { row, groups } of told) {
    const bytes = joinGroups(groups, digits, false) ?? new Uint8Array();
    const [text, swapped] = [bytes, joinGroups(groups, digits, true) ?? new Uint8Array()].map((each) =>
      [...each].map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join(''),
    );
    if (text !== swapped) return row.ascii?.startsWith(text as string) ?? true;
  }
  return digits !== 6 && rows.every(({ row, offset }) => row.hasColon || offset === null);
}

/** What offsets may count in, likeliest first: `od` prints octal ones, where nothing tells they may be either. */
function radicesOf(
  rows: readonly PlacedRow[],
  digits: number,
  bytesOf: (groups: readonly string[]) => Uint8Array | null,
): readonly number[] {
  const fits = (radix: number) =>
    rows.filter(({ offset, row }, index) => {
      const before = rows[index - 1];
      if (offset === null || before === undefined || before.offset === null || row.isRepeat) return false;
      const step = Number.parseInt(offset, radix) - Number.parseInt(before.offset, radix);
      return step === (bytesOf(before.groups)?.length ?? 0);
    }).length;
  const offsets = rows.flatMap(({ offset }) => offset ?? []);
  const mayBeOctal =
    offsets.length > 1 && rows.every(({ row, offset }) => !row.hasColon && /^[0-7]{7,}$/.test(offset ?? '0000000'));
  if (!mayBeOctal || fits(16) > fits(8)) return [16];
  if (fits(8) > fits(16)) return [8];
  // hexdump has offsets of 7 digits before words of 4 only; od before any.
  return digits === 4 ? [16, 8] : [8, 16];
}

/** How many bytes a row has, as the offsets of neighbours tell. */
function longestStep(rows: readonly PlacedRow[], radix: number): number {
  const steps = rows.flatMap(({ offset, row }, index) => {
    const before = rows[index - 1];
    if (offset === null || row.isRepeat || before === undefined || before.offset === null) return [];
    return [Number.parseInt(offset, radix) - Number.parseInt(before.offset, radix)];
  });
  return steps.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...steps);
}

function assemble(
  rows: readonly PlacedRow[],
  radix: number,
  bytesOf: (groups: readonly string[]) => Uint8Array | null,
  onIssue: (issue: Issue) => void,
): Uint8Array | null {
  const rowBytesMax = longestStep(rows, radix);
  const base = Number.parseInt(rows.find(({ offset }) => offset !== null)?.offset ?? '0', radix);
  const out: number[] = [];
  let last: Uint8Array | null = null;
  let isRepeating = false;
  for (const { row, offset, groups } of rows) {
    if (row.isRepeat) {
      isRepeating = last !== null;
      continue;
    }
    const at = offset === null ? out.length : Number.parseInt(offset, radix) - base;
    const fault = (what: string) => onIssue({ code: 'sequence-broken', line: row.line, message: what });
    if (isRepeating && last !== null && at <= DUMP_BYTES_MAX)
      while (out.length < at) out.push(last[out.length % last.length] as number);
    if (isRepeating && offset === null) fault(UNCOUNTED);
    isRepeating = false;
    if (at > out.length) {
      fault(`the row of offset ${at} follows byte ${out.length}: rows are missing; the dump is cut there`);
      break;
    }
    // A last word may be padded, and text beside the bytes may look like some: the next offset is right.
    out.length = at;
    const bytes = bytesOf(groups);
    if (bytes === null) {
      fault('an odd number of hex digits; the dump is cut there');
      break;
    }
    const own = bytes.subarray(0, rowBytesMax);
    for (const byte of own) out.push(byte);
    if (own.length > 0) last = own;
  }
  const end = rows.at(-1) as PlacedRow;
  if (isRepeating) onIssue({ code: 'sequence-broken', line: end.row.line, message: UNCOUNTED });
  return out.length === 0 && last === null ? null : Uint8Array.from(out);
}
