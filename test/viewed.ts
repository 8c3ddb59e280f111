import { Terminal } from '@xterm/headless';
import { foreknowledge } from '../src/cli/choose-profile.js';
import type { Input, MissingInput } from '../src/cli/input.js';
import { readInput } from '../src/cli/read-input.js';
import { detectFormat } from '../src/formats/index.js';
import { HeldBack } from '../src/infer/held-back.js';
import { profiles } from '../src/profiles/index.js';
import { draw } from '../src/tui/app.js';
import { frame } from '../src/tui/frame.js';
import { KeyInput } from '../src/tui/key-input.js';
import { Lens } from '../src/tui/lens.js';
import { type Model, openModel, viewOf } from '../src/tui/model.js';
import { Screen } from '../src/tui/screen.js';
import { Session } from '../src/tui/session.js';
import { Store } from '../src/tui/store.js';
import { lineText } from '../src/tui/text.js';
import { type ThemeChoice, themeOf } from '../src/tui/theme.js';
import { needsSlice, update } from '../src/tui/update.js';
import { readBundled } from './bundled.js';

const PLAIN: ThemeChoice = { colours: 'none', isLight: false, isAscii: false };
const { glyphs: GLYPHS } = themeOf(PLAIN);

/** A trace as `view` opens it, read whole. */
export function viewed(name: string, bytes: Uint8Array, columns = 80, rows = 24): Model {
  const session = sessionOf(name);
  const format = detectFormat(bytes);
  const reader = format?.open(session);
  session.format = format?.name ?? null;
  reader?.push(bytes);
  reader?.end();
  session.end();
  return modelOf(session, columns, rows);
}

/** A release by tag that comes back with a null tag, and two extents on one backend: recorded, with divergences. */
export const NULL_TAG = 'qemu-lazy-rfc/tag-based-release.ndjson';
export const MAPPED = 'qemu-lazy-rfc/two-extents-one-backend.ndjson';

/** A bundled trace as `view` opens it. */
export const opened = (name = NULL_TAG, columns = 80, rows = 24): Model =>
  viewed(name, readBundled(name), columns, rows);

/** The number of the record under the cursor; 0 where there is none. */
export const seqOf = (model: Model): number => viewOf(model)?.event.seq ?? 0;

/** What the screen says, without colours. */
export const screenOf = (model: Model): string => frame(model, GLYPHS).map(lineText).join('\n');

/** Several bundled logs as `view --merge` opens them. */
export const viewedMerged = (names: readonly string[], columns = 80, rows = 24): Promise<Model> =>
  viewedInput(
    {
      name: names.join(' + '),
      parts: names.map((name) => ({ name, chunks: () => [readBundled(name)] })),
      chunks: () => [],
    },
    columns,
    rows,
  );

/** An input as the command line reads it, with whatever is wrong with it. */
export async function viewedInput(input: Input | MissingInput, columns = 80, rows = 24): Promise<Model> {
  const session = sessionOf(input.name);
  if ('issue' in input) {
    session.issue(input.issue);
    session.end();
    return modelOf(session, columns, rows);
  }
  const sink = new HeldBack(session, foreknowledge(undefined));
  await readInput(input, undefined, sink);
  sink.close();
  session.end();
  return modelOf(session, columns, rows);
}

const sessionOf = (name: string): Session =>
  new Session({
    name,
    profiles: [null],
    choose: (asked) => (header) => {
      const profile = profiles.get(asked ?? header.profile ?? '') ?? profiles.get('qemu-10.2');
      if (profile === undefined) throw new Error('there is a profile to fall back on');
      return { profile, inferred: [] };
    },
    observers: () => [],
    reread: null,
  });

const modelOf = (session: Session, columns: number, rows: number): Model =>
  openModel({
    size: { columns, rows },
    sources: [{ session, lens: new Lens(session) }],
    profiles: [...profiles.values()].map((profile) => ({ name: profile.name, title: profile.title })),
  });

/** The model after keys as a terminal sends them; what takes long is done at once. */
export function pressed(model: Model, keys: string): Model {
  const input = new KeyInput();
  let next = model;
  for (const message of input.push(keys)) {
    next = update(next, message);
    while (needsSlice(next)) next = update(next, { kind: 'slice' });
  }
  return next;
}

/** A model on a terminal that is none: what its screen shows, as text. */
export async function shown(model: Model, keys = '', theme: ThemeChoice = PLAIN): Promise<string> {
  const { columns, rows } = model.size;
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
  const screen = new Screen(columns, rows, (text) => terminal.write(text));
  const store = new Store(
    model,
    () => undefined,
    (work) => work(),
  );
  const stop = draw(store, screen, themeOf(theme));
  for (const message of new KeyInput().push(keys)) store.dispatch(message);
  // React draws in a turn of its own.
  await new Promise((done) => setImmediate(done));
  await new Promise<void>((done) => terminal.write('', done));
  const text = screenText(terminal);
  // Only now: what is unmounted clears the screen.
  stop();
  if (text.trim() === '') throw new Error('nothing was drawn');
  return text;
}

export function screenText(terminal: Terminal): string {
  const lines = Array.from({ length: terminal.rows }, (_, row) =>
    (terminal.buffer.active.getLine(row)?.translateToString(true) ?? '').trimEnd(),
  );
  return `${lines.join('\n').trimEnd()}\n`;
}
