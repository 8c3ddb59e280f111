import { PrefixedLines, unprefixed } from '../readers/prefixed-lines.js';
import type { Format } from '../trace/format.js';
import { captureNdjson } from './capture-ndjson.js';
import { cxlJson } from './cxl-json.js';
import { ftrace } from './ftrace.js';
import { hexTrace } from './hex-trace.js';
import { hexdump } from './hexdump.js';
import { libvirtLog } from './libvirt-log.js';
import { linuxLog } from './linux-log.js';
import { mctpPcap } from './mctp-pcap.js';
import { qemuCmdline } from './qemu-cmdline.js';
import { qemuLog } from './qemu-log.js';
import { qemuMmio } from './qemu-mmio.js';
import { qmpChardev } from './qmp-chardev.js';
import { qmpShell } from './qmp-shell.js';
import { qmpTranscript } from './qmp-transcript.js';
import { qtestLog } from './qtest-log.js';
import { rasdaemon } from './rasdaemon.js';
import { traceYaml } from './trace-yaml.js';
import { virsh } from './virsh.js';

/**
 * The input formats. Add one: a file beside this one, a line here. In front stand those that can be certain of a source:
 * then no other is asked.
 */
export const formats: readonly Format[] = [
  captureNdjson,
  traceYaml,
  cxlJson,
  ftrace,
  hexTrace,
  hexdump,
  libvirtLog,
  linuxLog,
  mctpPcap,
  qemuCmdline,
  qemuLog,
  qemuMmio,
  qmpChardev,
  qmpShell,
  qmpTranscript,
  qtestLog,
  rasdaemon,
  virsh,
];

/** How sure a format must be of an input to be chosen, and how sure it can be. */
const SURE_ENOUGH = 0.3;
const CERTAIN = 1;

/**
 * The format that is surest of the first bytes; null where none is sure enough. A log that a journal or a terminal
 * program recorded is one of what stands behind its prefixes, where a format is surer of that.
 */
export function detectFormat(head: Uint8Array): Format | null {
  const best = surest(head);
  if (best.score === CERTAIN) return best.format;
  const behind = unprefixed(head);
  const inner = behind === null ? null : surest(behind.head);
  if (inner !== null && inner.score >= SURE_ENOUGH && isSurer(inner, best, behind?.hasWriters === true))
    return prefixed(inner.format);
  return best.score >= SURE_ENOUGH ? best.format : null;
}

interface Scored {
  readonly format: Format;
  readonly score: number;
}

/** Whether the log behind the prefixes is what the source is about, and the prefixes are none that its format reads itself. */
function isSurer(inner: Scored, whole: Scored, hasWriters: boolean): boolean {
  if (inner.format === linuxLog) return false;
  if (inner.format === whole.format && whole.score >= SURE_ENOUGH && inner.format.readsTimes && !hasWriters)
    return false;
  // A guest's log takes what has times and names CXL for its own, until something knows better.
  return inner.score > whole.score || inner.format === whole.format || whole.format === linuxLog;
}

function surest(head: Uint8Array): Scored {
  let best: Scored = { format: captureNdjson, score: 0 };
  for (const format of formats) {
    const score = format.sniff(head);
    if (score > best.score) best = { format, score };
    if (score === CERTAIN) break;
  }
  return best;
}

/** A format whose lines have something of another program in front of them. */
const prefixed = (format: Format): Format => ({
  ...format,
  open: (sink, options) => new PrefixedLines(sink, (inner) => format.open(inner, options)),
});
