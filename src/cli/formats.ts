import { printJson } from '../base/json-print.js';
import { formats } from '../formats/index.js';
import { definitions } from '../report/definitions.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { type ColorChoice, textOptions } from './terminal.js';

export interface FormatsOptions {
  readonly json?: boolean;
  readonly color: ColorChoice;
}

/** `cxltrace formats`: what can be read, from the registry itself. */
export function listFormats(options: FormatsOptions, io: Io): ExitCode {
  const json = formats.map(({ name, title, endings }) => ({ name, title, endings }));
  const meaning = ({ title, endings }: (typeof json)[number]) =>
    endings.length === 0 ? title : `${title} (${endings.map((ending) => `*${ending}`).join(', ')})`;
  const rows = json.map((format) => [format.name, meaning(format)] as const);
  const text = definitions(rows, textOptions(options, io).width);
  io.out(`${options.json ? printJson({ formats: json }, 2) : text}\n`);
  return EXIT.clean;
}
