import { didYouMean } from '../base/nearest.js';
import { detectFormat, formats } from '../formats/index.js';
import type { Format, ReadOptions, TraceSink } from '../trace/format.js';
import { HEAD_BYTES, type Input } from './input.js';
import { readMerged } from './read-merged.js';

/** Reads one input into a sink. Returns the format that read it, or null where none could; the sink then has the issue. */
export async function readInput(
  input: Input,
  formatName: string | undefined,
  sink: TraceSink,
  options: ReadOptions = {},
): Promise<Pick<Format, 'name'> | null> {
  if (input.parts !== undefined)
    return readMerged(input.parts, sink, (part, into) => readInput(part, formatName, into, options));
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  let reading: { readonly format: Format; readonly reader: ReturnType<Format['open']> } | null = null;
  const begin = (): boolean => {
    const head = Buffer.concat(held);
    // Only a pasted dump has to be told its command.
    const named = formatName ?? (options.opcode === undefined ? undefined : 'hexdump');
    const format = chooseFormat(head, named, sink);
    if (format === null) return false;
    reading = { format, reader: format.open(sink, options) };
    reading.reader.push(head);
    return true;
  };
  try {
    for await (const chunk of input.chunks()) {
      if (reading !== null) (reading as { reader: ReturnType<Format['open']> }).reader.push(chunk);
      else {
        held.push(Uint8Array.from(chunk));
        heldBytes += chunk.length;
        if ((heldBytes >= HEAD_BYTES || input.isGrowing) && !begin()) return null;
      }
    }
  } catch (error) {
    sink.issue({ code: 'unreadable-file', line: 0, message: (error as Error).message });
    if (reading === null && heldBytes === 0) return null;
  }
  if (reading === null && !begin()) return null;
  const { format, reader } = reading as unknown as { format: Format; reader: ReturnType<Format['open']> };
  reader.end();
  return format;
}

/** The version that only the expectations beside a recording have. */
const EXPECTATIONS = /^cxltraceExpect\s*:/m;

function chooseFormat(head: Uint8Array, formatName: string | undefined, sink: TraceSink): Format | null {
  const refuse = (code: 'empty-input' | 'binary-input' | 'unknown-format', message: string): null => {
    sink.issue({ code, line: 1, byteOffset: 0, message });
    return null;
  };
  if (formatName !== undefined) return formats.find(({ name }) => name === formatName) ?? null;
  if (head.every((byte) => byte <= 32)) return refuse('empty-input', 'the input is empty: there is nothing to read');
  const format = detectFormat(head);
  if (format !== null) return format;
  if (EXPECTATIONS.test(Buffer.from(head).toString('latin1')))
    return refuse('unknown-format', 'these are expectations, which stand beside a recording: name the recording');
  const names = formats.map(({ name }) => name).join(', ');
  const zero = head.indexOf(0);
  return zero >= 0
    ? refuse(
        'binary-input',
        `binary data (a zero byte at offset ${zero}); traces are text. Name the format with --format: ${names}`,
      )
    : refuse('unknown-format', `no format recognises this input. Name it with --format: ${names}`);
}

/** What is wrong with a format's name, or null where it is known. */
export function formatFault(name: string | undefined): string | null {
  const names = formats.map((format) => format.name);
  if (name === undefined || names.includes(name)) return null;
  return `unknown format "${name}"${didYouMean(name, names)}; known are ${names.join(', ')}`;
}
