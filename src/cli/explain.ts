import { printJson } from '../base/json-print.js';
import { didYouMean } from '../base/nearest.js';
import { divergenceKinds } from '../divergence/index.js';
import { explainJson, explainText, kindsText } from '../report/explain-text.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { type ColorChoice, textOptions } from './terminal.js';

export interface ExplainOptions {
  readonly json?: boolean;
  readonly color: ColorChoice;
}

/** `cxltrace explain CODE…`: what a divergence code means; all codes where none is named. */
export function explain(codes: readonly string[], options: ExplainOptions, io: Io): ExitCode {
  const known = divergenceKinds.map(({ code }) => code);
  const unknown = codes.find((code) => !known.includes(code));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, known);
    io.err(`error: unknown code "${unknown}"${hint}; cxltrace explain lists all codes\n`);
    return EXIT.unusable;
  }
  const kinds = divergenceKinds.filter(({ code }) => codes.length === 0 || codes.includes(code));
  if (options.json) io.out(`${printJson({ codes: kinds.map(explainJson) }, 2)}\n`);
  else if (codes.length === 0) io.out(`${kindsText(kinds, textOptions(options, io))}\n`);
  else io.out(`${kinds.map((kind) => explainText(kind, textOptions(options, io))).join('\n\n')}\n`);
  return EXIT.clean;
}
