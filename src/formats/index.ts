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

/** The input formats. Add one: a file beside this one, a line here. */
export const formats: readonly Format[] = [
  captureNdjson,
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
  traceYaml,
  virsh,
];

/** How sure a format must be of an input to be chosen. */
const SURE_ENOUGH = 0.3;

/** The format that is surest of the first bytes; null where none is sure enough. */
export function detectFormat(head: Uint8Array): Format | null {
  const scored = formats.map((format) => ({ format, score: format.sniff(head) }));
  const best = scored.reduce((left, right) => (right.score > left.score ? right : left));
  return best.score >= SURE_ENOUGH ? best.format : null;
}
