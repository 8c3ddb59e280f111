import { Lens } from '../tui/lens.js';
import { type Model, openModel, type Source } from '../tui/model.js';
import { jumpToText } from '../tui/motions.js';
import { PANE_TABLE } from '../tui/panes.js';
import { fitLine, lineText } from '../tui/text.js';
import { themeOf } from '../tui/theme.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { textWidth } from './terminal.js';
import { type SourceOptions, ViewSources } from './view-sources.js';

/** The panes of one record, in the order in which they are printed. */
const PRINTED = ['decoded', 'hex', 'state', 'divergences'] as const;
/** More than any pane has lines. */
const ROWS = 100_000;
/** Nothing is cut: there is no edge of a screen. */
const COLUMNS = 10_000;

/** `view --print`: what the panes show of a record, as text, for scripts and for those without a terminal. */
export async function printView(
  files: readonly string[],
  at: string | undefined,
  options: SourceOptions,
  io: Io,
): Promise<ExitCode> {
  const viewed = new ViewSources(options, () => undefined);
  await viewed.read(files.length === 0 ? ['-'] : files, io);
  let code: ExitCode = EXIT.clean;
  for (const source of viewed.sources) {
    const printed = panesText(source, at, io);
    if (printed === null) code = EXIT.unusable;
    io.out(printed ?? `${source.session.name}: ${source.session.issues[0]?.message ?? 'there is no record in it'}\n`);
  }
  viewed.stop();
  return code;
}

/** Null where there is no record. */
function panesText({ session }: Source, at: string | undefined, io: Io): string | null {
  if (session.length === 0) return null;
  const columns = textWidth(io);
  const source = { session, lens: new Lens(session) };
  const opened = openModel({ size: { columns, rows: ROWS }, sources: [source] });
  const model = at === undefined ? opened : jumpToText(opened, at);
  const { glyphs } = themeOf({ colours: 'none', isLight: false, isAscii: false });
  const panes = PRINTED.map((pane) => {
    const { title, draw } = PANE_TABLE[pane];
    const { lines } = draw(model, { pane, left: 0, top: 0, columns, rows: ROWS }, glyphs);
    return [title, ...lines.map((line) => `  ${lineText(fitLine(line, COLUMNS))}`.trimEnd())].join('\n');
  });
  return `${session.name}  ${placeText(model)}\n\n${panes.join('\n\n')}\n`;
}

function placeText({ cursor, sources }: Model): string {
  const columns = sources[0]?.session.columns;
  const [seq, line] = [columns?.seqAt(cursor) ?? 0, columns?.lineAt(cursor) ?? 0];
  const file = columns?.files[columns.fileAt(cursor)];
  return `#${seq}, ${file === undefined ? '' : `${file} `}line ${line}`;
}
