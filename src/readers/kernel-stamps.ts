/** What a time in front of a line counts from: the guest's boot, 1970, or midnight of an unnamed year. */
export type StampClock = 'boot' | 'epoch' | 'year';

/** A time as a line shows it. A `delta` counts from the line before. */
export interface Stamp {
  readonly clock: StampClock;
  readonly ns: bigint;
  readonly isDelta?: true;
  /** Host and program stand behind it, as in journals. */
  readonly isJournal?: true;
}

/** One spelling of time in front of a line. */
interface StampKind {
  readonly pattern: RegExp;
  read(groups: readonly (string | undefined)[]): Stamp;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH = `(${MONTHS.join('|')})`;
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const CLOCK = '(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?';

/** The spellings of dmesg, journalctl, syslog and serial programs, tried in this order at a line's beginning. */
const KINDS: readonly StampKind[] = [
  {
    // dmesg; with `-d` the time since the line before stands behind it
    pattern: /\[ *(\d+)\.(\d{1,9})(?: *< *[\d.]+ *>)?\] ?/y,
    read: ([seconds, fraction]) => ({ clock: 'boot', ns: nanoseconds(seconds, fraction) }),
  },
  {
    // dmesg -H and -e: `[Nov23 00:12]`, then `[  +0.000123]`
    pattern: /\[ *\+(\d+)\.(\d{1,9})\] ?/y,
    read: ([seconds, fraction]) => ({ clock: 'year', ns: nanoseconds(seconds, fraction), isDelta: true }),
  },
  {
    pattern: new RegExp(`\\[${MONTH} ?(\\d{1,2}) (\\d\\d):(\\d\\d)\\] ?`, 'y'),
    read: ([month, day, hours, minutes]) => yearStamp(month, day, hours, minutes, '0', ''),
  },
  {
    // dmesg -T
    pattern: new RegExp(`\\[${DAY} ${MONTH} +(\\d{1,2}) ${CLOCK} (\\d{4})\\] ?`, 'y'),
    read: ([month, day, hours, minutes, seconds, fraction, year]) =>
      dateStamp(year, MONTHS.indexOf(month ?? ''), day, [hours, minutes, seconds, fraction], undefined),
  },
  {
    // journalctl -o short-iso, short-full, rsyslog, dmesg --time-format iso, terminal programs
    pattern: new RegExp(
      `(\\[)?(?:${DAY} )?(\\d{4})-(\\d\\d)-(\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)(?:([.,])(\\d{1,9}))? ?(Z|[+-]\\d\\d:?\\d\\d|UTC|[A-Z]{3,5}(?= ))?\\]?:? +`,
      'y',
    ),
    read: ([bracket, year, month, day, hours, minutes, seconds, comma, fraction, zone]) => ({
      ...dateStamp(year, Number(month) - 1, day, [hours, minutes, seconds, fraction], zone),
      // dmesg puts a comma before the fraction, and no host behind.
      ...(bracket !== '[' && comma !== ',' && { isJournal: true }),
    }),
  },
  {
    // journalctl -o short, syslog, ts
    pattern: new RegExp(`${MONTH} +(\\d{1,2}) ${CLOCK} +`, 'y'),
    read: ([month, day, hours, minutes, seconds, fraction]) => ({
      ...yearStamp(month, day, hours, minutes, seconds, fraction),
      isJournal: true,
    }),
  },
  {
    // journalctl -o short-unix
    pattern: /(\d{9,11})\.(\d{3,9}):? +/y,
    read: ([seconds, fraction]) => ({ clock: 'epoch', ns: nanoseconds(seconds, fraction), isJournal: true }),
  },
  {
    // a pasted dmesg without brackets
    pattern: /(\d{1,8})\.(\d{6}) +(?=\S)/y,
    read: ([seconds, fraction]) => ({ clock: 'boot', ns: nanoseconds(seconds, fraction) }),
  },
];

/** The stamp at `text[at]` and where it ends; null where none stands there. */
export function stampAt(text: string, at: number): { readonly stamp: Stamp; readonly end: number } | null {
  for (const { pattern, read } of KINDS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) return { stamp: read(match.slice(1)), end: pattern.lastIndex };
  }
  return null;
}

const nanoseconds = (seconds = '0', fraction = ''): bigint =>
  BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));

type TimeOfDay = readonly (string | undefined)[];

const sinceMidnight = ([hours, minutes, seconds, fraction]: TimeOfDay): bigint =>
  nanoseconds(String((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)), fraction);

/** A date of a calendar year; a zone that has but a name is taken as UTC, since only differences count. */
function dateStamp(year = '1970', month: number, day = '1', time: TimeOfDay, zone: string | undefined): Stamp {
  const days = BigInt(Math.floor(Date.UTC(Number(year), month, Number(day)) / 86_400_000));
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '');
  const east = offset === null ? 0n : BigInt(`${Number(offset[2]) * 60 + Number(offset[3])}`) * 60_000_000_000n;
  const shift = offset?.[1] === '-' ? -east : east;
  return { clock: 'epoch', ns: days * 86_400_000_000_000n + sinceMidnight(time) - shift };
}

/** A date whose year is not said: of a leap year, so that every day has its place. */
const yearStamp = (
  month = 'Jan',
  day = '1',
  hours?: string,
  minutes?: string,
  seconds?: string,
  fraction?: string,
): Stamp => ({
  ...dateStamp('2000', MONTHS.indexOf(month), day, [hours, minutes, seconds, fraction], undefined),
  clock: 'year',
});
