import { INT, oneOf, TEXT, WORD } from '../readers/line-holes.js';
import { type LineRule, line } from '../readers/line-rule.js';

/** Lines of the kernel as a whole that name CXL or end its life; they come without a device in front. */
export const kernelLines: readonly LineRule[] = [
  line`Linux version ${WORD} ${TEXT}`.says((release) => ({ kind: 'guest-booted', release })),
  // The console was too slow: so many lines are missing here.
  line`** ${INT} printk messages dropped **`.says((count) => ({ kind: 'lines-suppressed', function: 'printk', count })),
  line`Kernel panic - not syncing: ${TEXT}`.says((why) => ({ kind: 'kernel-panic', why })),
  line`BUG: ${TEXT}`.says((why) => ({ kind: 'kernel-warning', where: why })),
  line`WARNING: CPU: ${INT} PID: ${INT} at ${TEXT}`.says((_cpu, _pid, where) => ({ kind: 'kernel-warning', where })),
  line`WARNING: ${TEXT}`.says((where) => ({ kind: 'kernel-warning', where })),
  line`Command line: ${TEXT}`.isNote(),
  line`Kernel command line: ${TEXT}`.isNote(),
  line`Modules linked in: ${TEXT}`.isNote(),
  line`CPU: ${INT} ${TEXT}`.isNote(),
  line`RIP: ${TEXT}`.isNote(),
  line`${oneOf(' ? ', '  ? ', ' ', '  ')}${WORD}+0x${WORD}/0x${TEXT}`.isNote(),
  line`Workqueue: ${TEXT}`.isNote(),
  line`guest-marker: ${TEXT}`.isNote(),
  line`_OSC: ${TEXT}`.isNote(),
  line`host supports CXL`.isNote(),
  line`ACPI: CEDT ${TEXT}`.isNote(),
];
