import type { Dialect } from './tracepoint-field.js';

/** Names that contain blanks. */
const LONG_NAMES: Readonly<Record<Dialect, readonly string[]>> = {
  ftrace: ['spare resource avail'],
  rasdaemon: [
    ...['log type', 'error status', 'first error', 'header log', 'overflow timestamp'],
    ...['PLDM Entity ID', 'Resource ID', 'Advanced Programmable CME threshold Event Flags'],
    ...['Corrected Memory Error Count', 'CVME Count'],
  ],
};

/** A name and its sign, or a quoted value, in which names mean nothing. */
const NAME: Readonly<Record<Dialect, RegExp>> = {
  ftrace: nameBefore('=', '^| ', LONG_NAMES.ftrace),
  // Behind an empty list of flags the next name follows at once; parts of a PCI address are shorter than names.
  rasdaemon: nameBefore(':', '^| |:(?=[a-z_]{4})', LONG_NAMES.rasdaemon),
};

function nameBefore(sign: string, front: string, long: readonly string[]): RegExp {
  return new RegExp(`'[^']*'|(?:${front})(${long.join('|')}|[a-z_]\\w*)(?=${sign})`, 'gi');
}

/** The named values of a trace event's text, without quotes; a name that comes twice is `… again` the second time. */
export function namedValues(text: string, dialect: Dialect): ReadonlyMap<string, string> {
  const whole = dialect === 'ftrace' ? namedFtrace(text) : namedRasdaemon(text);
  const values = new Map<string, string>();
  let name: string | null = null;
  let from = 0;
  const close = (to: number): void => {
    if (name !== null) values.set(values.has(name) ? `${name} again` : name, bare(whole.slice(from, to), dialect));
  };
  for (const match of whole.matchAll(NAME[dialect])) {
    if (match[1] === undefined) continue;
    close(match.index);
    name = match[1];
    from = match.index + match[0].length + 1;
  }
  close(whole.length);
  return values;
}

/** A value without the colons that part the sections of an event, and without quotes. */
function bare(value: string, dialect: Dialect): string {
  const trimmed = value.trim();
  const own = dialect === 'ftrace' ? trimmed.replace(/ *:$/, '') : trimmed;
  return /^'[^']*'$/.test(own) ? own.slice(1, -1) : own;
}

/** Gives names to what the kernel prints without: counts, errors, raw data. */
const namedFtrace = (text: string): string =>
  text
    .replace(/ : (\d+) records from (\d+) to (\d+)$/, ' count=$1 first_ts=$2 last_ts=$3')
    .replace(/:? \b(status|first_error): (?=')/g, ' $1=')
    .replace(/ : ((?:[0-9a-f]{2} ?)+)$/, ' data=$1');

const namedRasdaemon = (text: string): string =>
  text
    .replace(/ (\d+) errors from (\d.*) to (\d.*)$/, ' count:$1 first_ts:$2 last_ts:$3')
    // Flags of the header stand there without a name.
    .replace(/( hdr_uuid:\S+) (?=')/, '$1 hdr_flags:');
