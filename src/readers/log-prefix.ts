import { type Stamp, stampAt } from './kernel-stamps.js';

/** What a journal, a log daemon or a terminal program puts before each line of another program. */
export interface LogPrefix {
  /** Characters, all of them ASCII. */
  readonly length: number;
  readonly stamp: Stamp;
  /** Host, program or process stand behind the time. */
  readonly hasWriter: boolean;
}

/** Who wrote the line: host, program, process. Without a process only programs whose output is read here. */
const WRITER = /(?:[\w.-]+ )?(?:[\w./@()-]+\[\d+\]|rasdaemon|cxl(?:-monitor)?): /y;

/** A time of day alone, as `ts` and terminal programs can be told to write it. */
const TIME_OF_DAY = /(?:\[(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\]|(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?):? +/y;

/** The prefix of a line that another program's output was logged with; null where it has none. The kernel's own is none. */
export function logPrefix(text: string): LogPrefix | null {
  const found = stampAt(text, 0) ?? timeOfDay(text);
  if (found === null) return null;
  WRITER.lastIndex = found.end;
  const isWritten = WRITER.test(text);
  // A guest's kernel counts from its boot, and its lines are read with their times.
  if (found.stamp.clock === 'boot' && !isWritten) return null;
  return { length: isWritten ? WRITER.lastIndex : found.end, stamp: found.stamp, hasWriter: isWritten };
}

function timeOfDay(text: string): { readonly stamp: Stamp; readonly end: number } | null {
  TIME_OF_DAY.lastIndex = 0;
  const match = TIME_OF_DAY.exec(text);
  if (match === null) return null;
  const [hours = '0', minutes = '0', seconds = '0', fraction = ''] =
    match[1] === undefined ? match.slice(5) : match.slice(1);
  const whole = BigInt((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds));
  return {
    stamp: { clock: 'epoch', ns: whole * 1_000_000_000n + BigInt(fraction.padEnd(9, '0')) },
    end: TIME_OF_DAY.lastIndex,
  };
}
