const NS_PER_SECOND = 1_000_000_000n;
const NS_PER_MS = 1_000_000n;

const ISO = /^(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s?(Z|[+-]\d{2}:?\d{2})?$/;
const EPOCH = /^(\d{9,11})(?:\.(\d{1,9}))?$/;
const OF_DAY = /^(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?$/;

/**
 * A time as logs write it, in ns: seconds since the epoch, a date with a time (UTC where no zone is named), or the time
 * of a day alone, which counts from midnight. Null where the text is none of them.
 */
export function wallTimeNs(text: string): bigint | null {
  const epoch = EPOCH.exec(text);
  if (epoch !== null) return BigInt(epoch[1] as string) * NS_PER_SECOND + fraction(epoch[2]);
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [, year, month, day, time, part, zone] = iso;
    const ms = Date.parse(`${year}-${month}-${day}T${time}${zoneText(zone)}`);
    return Number.isNaN(ms) ? null : BigInt(ms) * NS_PER_MS + fraction(part);
  }
  const ofDay = OF_DAY.exec(text);
  if (ofDay === null) return null;
  const [, hours, minutes, seconds, part] = ofDay;
  return BigInt(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * NS_PER_SECOND + fraction(part);
}

const fraction = (digits: string | undefined): bigint => BigInt((digits ?? '').padEnd(9, '0'));

const zoneText = (zone: string | undefined): string =>
  zone === undefined || zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
