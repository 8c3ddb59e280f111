import { printJson } from '../../src/base/json-print.js';
import { decodeEvent } from '../../src/report/decode-event.js';
import type { Format, TraceSink } from '../../src/trace/format.js';

/** What a reader makes of a log: a line for each record and issue in the order in which they come. */
export function logText(format: Format, text: string): string {
  const lines: string[] = [];
  const open = (): TraceSink => {
    let source = '';
    return {
      header: (header) => {
        source = header.source === undefined ? '' : `${header.source} `;
        lines.push(`${source}header: ${header.recordedFrom ?? 'nothing known'}`);
      },
      event: (event) => {
        const { kind, seq, line, lines: span, timeNs, ...rest } = decodeEvent(event) as Record<string, unknown>;
        const at = Array.isArray(span) ? span.join('-') : String(line);
        const time = timeNs === null ? '' : ` ${timeNs}ns`;
        lines.push(`${source}${at}${time} ${seq} ${kind} ${printJson(rest)}`);
      },
      issue: ({ line, code, message }) => lines.push(`${source}${line} ${code}: ${message}`),
      openTrace: open,
    };
  };
  const reader = format.open(open());
  reader.push(Buffer.from(text));
  reader.end();
  return `${lines.join('\n')}\n`;
}
