import { type Stamp, stampAt } from '../readers/kernel-stamps.js';

/** A line of the kernel taken apart: all that stands in front of its message. */
export interface KernelLine {
  readonly stamps: readonly Stamp[];
  readonly severity: string | null;
  /** The program that logged it where it is not the kernel; null for the kernel. */
  readonly program: string | null;
  /** A time as the kernel's log has it, or a journal's with the kernel named, stands in front. */
  readonly isKernel: boolean;
  /** Empty for a device without driver, null where no device stands in front. */
  readonly driver: string | null;
  readonly device: string | null;
  readonly message: string;
  /** The message with driver and device in front: some lines only look as if they had any. */
  readonly whole: string;
}

const SEVERITIES = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

/** `kmsg` puts priority, number and microseconds in front, and flags. */
const KMSG = /(\d+),(\d+),(\d+),[^;]*;/y;
const LEVEL = /<(\d{1,3})>/y;
/** dmesg -x. */
const FACILITY =
  /(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|local\d) *: ?(emerg|alert|crit|err|warn|notice|info|debug) *: ?/y;
/** Who logged it, as journal and syslog put it: host, program, process. */
const PROGRAM = /(?:[\w.-]+ )?([\w./@()-]+?)(?:\[(\d+)\])?: /y;
const HOST_KERNEL = /^[\w.-]+ kernel: /;
const HOST_MAX = 80;
/** A journal without times and host. */
const BARE_KERNEL = 'kernel: ';
/** Which task or CPU printed it. */
const CALLER = /\[ *[TC]\d+\] ?/y;
/** Dynamic debug: thread, then module, function, source file and line, as many as were asked for. */
const DECORATION = /(?:\[(?:\d+|<intr>)\] )?[a-z_][\w-]*:(?:[\w./-]+:){0,3} (?=(?:[a-z_][\w-]*)? [\w:.-]+: )/y;
const BARE_DECORATION = /(?:\[(?:\d+|<intr>)\] )?\w+:\w+:(?:[\w./-]+:)?\d+: /y;
const DEVICE = /((?:[a-z_][\w-]*)?) ((?:[\w.-]|:(?! ))+): /y;

/** Takes a line of the guest's kernel apart, whatever program showed it. */
export function kernelLine(text: string): KernelLine {
  const stamps: Stamp[] = [];
  let severity: string | null = null;
  let program: string | null = null;
  let isKernel = false;
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  const kmsg = take(KMSG);
  if (kmsg !== null) {
    severity = severityOf(kmsg[1]);
    stamps.push({ clock: 'boot', ns: BigInt(kmsg[3] ?? '0') * 1000n });
    isKernel = true;
  }
  for (;;) {
    const stamped = stampAt(text, at);
    if (stamped !== null) {
      stamps.push(stamped.stamp);
      at = stamped.end;
      take(CALLER);
      const isJournal = stamped.stamp.isJournal ?? HOST_KERNEL.test(text.slice(at, at + HOST_MAX));
      const logged = isJournal ? take(PROGRAM) : null;
      isKernel ||= !isJournal || logged?.[1] === 'kernel';
      if (logged !== null && isDevice(logged[0])) at -= logged[0].length;
      else if (logged !== null) program = logged[1] === 'kernel' ? null : (logged[1] ?? null);
      continue;
    }
    const level = take(LEVEL)?.[1];
    const named = level === undefined ? take(FACILITY)?.[1] : undefined;
    if (level === undefined && named === undefined) break;
    severity = level === undefined ? (named ?? null) : severityOf(level);
  }
  if (stamps.length === 0 && text.startsWith(BARE_KERNEL, at)) {
    isKernel = true;
    at += BARE_KERNEL.length;
  }
  if (take(DECORATION) === null) take(BARE_DECORATION);
  const whole = text.slice(at);
  const device = take(DEVICE);
  return {
    stamps,
    severity,
    program,
    isKernel,
    driver: device?.[1] ?? null,
    device: device?.[2] ?? null,
    message: text.slice(at),
    whole,
  };
}

const severityOf = (priority = '6'): string | null => SEVERITIES[Number(priority) & 7] ?? null;

/** `cxl_pci 0000:0d:00.0: ` looks like `host program: `: a dmesg with dates has no host in front. */
const isDevice = (words: string): boolean =>
  /^(?:cxl\w*|dax\w*|device_dax|kmem|nd\w*|pcieport|acpi|) [\w:.-]+: $/.test(words);
