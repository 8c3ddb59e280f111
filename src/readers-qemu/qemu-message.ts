/**
 * What QEMU itself prints around CXL: messages of `-d guest_errors,unimp`, those that the tagged-memory and lazy
 * backend series always print, and the last words of a process that dies.
 */

/** What one line of QEMU's output says. */
export type QemuMessage =
  | { readonly kind: 'log'; readonly severity?: string }
  /** Part of a crash's last words; the signal where the line tells it. */
  | { readonly kind: 'crash'; readonly signal: string | null };

/** Messages as QEMU words them, whole lines. Hex numbers may come with either case. */
const MESSAGES: readonly RegExp[] = [
  /^Command [0-9a-f]{4}h not implemented$/i,
  /^CXL 8 byte cache mem registers not implemented$/,
  /^\S+ Unexpected (?:32|64)-bit access to 0x[0-9a-f]+ \(WI\)$/i,
  /^Tunneled Command sent to non existent FM-LD$/,
  /^Scan Media Event Log is unsupported$/,
  /^CXL extent (?:selection|removal) policy not supported\.$/,
  /^Could not find the extent detail for DPA 0x[0-9a-f]+ LEN 0x[0-9a-f]+$/i,
  /^The host memory backend for DPA 0x[0-9a-f]+ LEN 0x[0-9a-f]+ is already mapped$/i,
  /^Mapping host memory backend for DPA 0x[0-9a-f]+ LEN 0x[0-9a-f]+$/i,
  /^Could not get memory region from host memory backend$/i,
  /^Warning: memory backend .+ is already mapped\. Reusing it\.$/,
  /^didn't find any results!$/,
  /^No dynamic capacity command support, cannot remove memory region alias$/,
  /^Cannot remove memory region alias without a valid fixed window$/,
  /^Invalid (?:access|read|write) at addr 0x[0-9a-f]+, size \d+, region '.*', reason: .+$/i,
];

/** Last words, and the signal that ends a process with them. */
const LAST_WORDS: readonly (readonly [RegExp, string | null])[] = [
  [/\bAssertion [`'‘].*['’] failed\.?$/, 'SIGABRT'],
  [/^(?:Bail out! )?ERROR:\S+:\d+:[^:]+: (?:assertion failed|code should not be reached)/, 'SIGABRT'],
  [/^Bail out! /, 'SIGABRT'],
  [/^Unexpected error in \S+\(\) at \S+:\d+:$/, 'SIGABRT'],
  [/^\S+:\d+:\S+: Object 0x[0-9a-f]+ is not an instance of type \S+$/, 'SIGABRT'],
  [/\bGLib(?:-\w+)?: .*: failed to allocate \d+ bytes$/, 'SIGTRAP'],
  [/\(.*\): GLib(?:-\w+)?-ERROR \*\*: /, 'SIGTRAP'],
  [/^(?:free|malloc|realloc|munmap_chunk|calloc)\(\): /, 'SIGABRT'],
  [
    /^(?:double free or corruption|corrupted (?:size vs\. prev_size|double-linked list)|malloc_consolidate\(\))/,
    'SIGABRT',
  ],
  [/^\*\*\* .+ \*\*\*: terminated$/, 'SIGABRT'],
  [/^==\d+==\s*ERROR: (?:Address|Leak|UndefinedBehavior|Thread)Sanitizer/, 'SIGABRT'],
  [/^qemu-system-\S+\[\d+\]: segfault at /, 'SIGSEGV'],
  [/^shutting down, reason=crashed$/, null],
];

/** What a shell says of a child that a signal ended, and the signal. */
const SHELL_WORDS: Readonly<Record<string, string>> = {
  'Segmentation fault': 'SIGSEGV',
  Aborted: 'SIGABRT',
  'Bus error': 'SIGBUS',
  'Illegal instruction': 'SIGILL',
  'Floating point exception': 'SIGFPE',
  'Trace/breakpoint trap': 'SIGTRAP',
  Killed: 'SIGKILL',
};

const SHELL = new RegExp(
  `^(?:\\S+: line \\d+:\\s+\\d+ |\\[\\d+\\][+-]?\\s+(?:\\d+ )?)?(${Object.keys(SHELL_WORDS).join('|')})(?:\\s+\\(core dumped\\).*|\\s+.*qemu.*)?$`,
);

/** GLib prints this line of its own before an error. */
const STARS = /^\*\*$/;

/** The program's own prefix, with what `-msg timestamp=on,guest-name=on` put before it. */
const PROGRAM = /^(?:\S+ )?qemu[\w.-]*: (?:(warning|info|error): )?/;

/** What a line of QEMU's output says, without a time before it; null where it is none that is known. */
export function qemuMessage(text: string): QemuMessage | null {
  for (const [pattern, signal] of LAST_WORDS) if (pattern.test(text)) return { kind: 'crash', signal };
  if (STARS.test(text)) return { kind: 'crash', signal: null };
  const shell = SHELL.exec(text);
  if (shell !== null) return { kind: 'crash', signal: SHELL_WORDS[shell[1] as string] ?? null };
  if (MESSAGES.some((pattern) => pattern.test(text))) return { kind: 'log' };
  const program = PROGRAM.exec(text);
  if (program === null) return null;
  return program[1] === undefined ? { kind: 'log' } : { kind: 'log', severity: program[1] };
}
