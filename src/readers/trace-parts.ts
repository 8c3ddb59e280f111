/** The events of QEMU's trace that are read, with the prefix that they may have. */
const EVENT =
  /(?:\d{1,10}@\d{9,12}\.\d{6}:)?(?:memory_region_ops_(?:read|write) |handle_qmp_command mon |monitor_qmp_respond mon |qmp_(?:enter|exit)_\w+ )/g;

/** Cuts a line where trace events begin in it: a message without a line end, or two writers at once, make such lines. */
export function traceParts(line: string): readonly string[] {
  const starts = [...line.matchAll(EVENT)].map(({ index }) => index);
  if (starts[0] !== 0) starts.unshift(0);
  return starts.map((start, index) => line.slice(start, starts[index + 1])).filter((part) => part !== '');
}

/** Names of trace events are words joined by underscores. */
const NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?: |$)/;

/** What an event that is read begins with: such a line is damaged, not foreign. */
const OWN = /^(?:memory_|handle_|monitor_|qmp_)/;

/** Whether a line is a trace event of another part of QEMU. */
export const isForeignTrace = (text: string, hasPrefix: boolean): boolean =>
  !OWN.test(text) && (NAME.test(text) || (hasPrefix && /^[a-z]\w* /.test(text)));
