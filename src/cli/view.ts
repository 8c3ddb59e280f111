import { profiles } from '../profiles/index.js';
import type { HostName } from '../trace/sides.js';
import { frame } from '../tui/frame.js';
import { KeyInput } from '../tui/key-input.js';
import { type Effect, type Offered, openModel, type Source, sourceOf } from '../tui/model.js';
import { Screen } from '../tui/screen.js';
import type { Session } from '../tui/session.js';
import { Store } from '../tui/store.js';
import { paintLine, type Theme, themeChoice, themeOf } from '../tui/theme.js';
import { profileFault } from './choose-profile.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import type { ColorChoice } from './terminal.js';
import { readSavedView, saveView } from './view-marks.js';
import { noteRecent } from './view-recent.js';
import { type SourceOptions, ViewSources } from './view-sources.js';
import { ViewTerminal } from './view-terminal.js';

export interface ViewOptions {
  readonly profile?: readonly string[];
  readonly format?: string;
  readonly follow?: boolean;
  readonly merge?: boolean;
  readonly host?: HostName;
  readonly ascii?: boolean;
  readonly print?: boolean;
  /** A record to begin at, as `t` takes it: `19`, `line 20`, `1.5s`. */
  readonly at?: string;
  readonly color: ColorChoice;
}

/** So long the first screen waits for what is read meanwhile: a small trace is then complete on it. */
const FIRST_SCREEN_MS = 120;
/** A larger file is not worth waiting for: its first records are shown as soon as there are enough. */
const SMALL_BYTES = 1 << 19;
const GROWTH_MS = 100;

/** `cxltrace view`: the traces on the whole terminal, to be walked through in both directions. */
export async function view(files: readonly string[], options: ViewOptions, io: Io): Promise<ExitCode> {
  const isPiped = (process.stdin.isTTY !== true && files.length === 0) || files.includes('-');
  const fault =
    options.profile?.map(profileFault).find((found) => found !== null) ??
    (await formatFaultOf(options.format)) ??
    (io.outIsTerminal || options.print ? null : 'view needs a terminal; with --print it prints what it shows');
  if (fault !== null) {
    io.err(`error: ${fault}\n`);
    return EXIT.unusable;
  }
  if (options.print) return (await import('./view-print.js')).printView(files, options.at, sourceOptions(options), io);
  const viewer = viewerOf(options, io);
  if (viewer !== null) return viewer.run(files.length === 0 && isPiped ? ['-'] : files);
  io.err('error: view needs a terminal to read keys from; with --print it prints what it shows\n');
  return EXIT.unusable;
}

const formatFaultOf = async (name: string | undefined): Promise<string | null> =>
  name === undefined ? null : (await import('./read-input.js')).formatFault(name);

const sourceOptions = ({ profile, format, follow, merge, host }: ViewOptions): SourceOptions => ({
  profiles: profile ?? [],
  format,
  isFollowed: follow ?? false,
  isMerged: merge ?? false,
  host,
});

/** Null where standard input is the trace, and no terminal is there besides. */
function viewerOf(options: ViewOptions, io: Io): Viewer | null {
  try {
    return new Viewer(options, io);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return null;
  }
}

/** The files that a source is made of. */
const filesOf = ({ options: { name, paths } }: Session): readonly string[] =>
  paths === undefined || paths.size === 0 ? [name] : [...paths.values()];

class Viewer {
  private readonly terminal: ViewTerminal;
  private readonly screen: Screen;
  private readonly store: Store;
  private sources: ViewSources;
  private names: readonly string[] = [];
  /** The files beside which was looked for what was kept. */
  private readonly restored = new Set<string>();
  private hasGrown = false;
  private quit: () => void = () => undefined;
  private onFirstRecords: () => void = () => undefined;

  constructor(
    private readonly options: ViewOptions,
    private readonly io: Io,
  ) {
    const input = new KeyInput();
    this.terminal = new ViewTerminal({
      onKeys: (chunk) => this.store.dispatch(...input.push(chunk)),
      onResize: () => this.resized(),
      onEnd: () => this.save(),
    });
    const { columns, rows } = this.terminal;
    this.screen = new Screen(columns, rows, this.terminal.send);
    this.sources = this.newSources();
    this.store = new Store(
      openModel({
        size: { columns, rows },
        sources: [],
        profiles: [...profiles.values()].map(({ name, title }) => ({ name, title })),
        isTailing: options.follow ?? false,
      }),
      (effect) => this.effect(effect),
      (work) => void setImmediate(work),
      () => performance.now(),
    );
  }

  async run(names: readonly string[]): Promise<ExitCode> {
    const leaving = new Promise<void>((done) => {
      this.quit = done;
    });
    if (names.length > 0) {
      this.names = names;
      noteRecent(this.io.env, names);
      const reading = this.sources.read(names, this.io);
      const enough = new Promise<void>((done) => {
        this.onFirstRecords = done;
      });
      await Promise.race([reading, enough, new Promise((done) => setTimeout(done, FIRST_SCREEN_MS))]);
      reading.catch((error: unknown) => {
        throw error;
      });
    } else this.store.dispatch({ kind: 'offer', offered: await this.offered() });
    const theme = themeOf(this.themeChoice());
    this.terminal.enter();
    this.store.dispatch({ kind: 'grew' });
    if (this.options.at !== undefined) this.store.dispatch({ kind: 'go', to: this.options.at });
    const stop = await this.drawn(theme);
    await leaving;
    stop();
    this.sources.stop();
    this.terminal.close();
    return EXIT.clean;
  }

  /** The first screens do not wait for ink, which takes longer to load than a small trace to read. */
  private async drawn(theme: Theme): Promise<() => void> {
    const paint = (): void => {
      const lines = frame(this.store.get(), theme.glyphs).map((line) => paintLine(line, theme));
      this.screen.write(lines.join('\n'));
    };
    paint();
    const stopPainting = this.store.subscribe(paint);
    const { draw } = await import('../tui/app.js');
    stopPainting();
    return draw(this.store, this.screen, theme);
  }

  private themeChoice() {
    const choice = themeChoice(this.io.env);
    const { color, ascii } = this.options;
    const colours =
      color === 'never' ? 'none' : color === 'always' && choice.colours === 'none' ? '16' : choice.colours;
    return { ...choice, colours, isAscii: ascii ?? choice.isAscii };
  }

  private newSources(): ViewSources {
    const sources = new ViewSources(sourceOptions(this.options), (isNew) => {
      if (sources !== this.sources) return;
      if (isNew) {
        this.store.dispatch({ kind: 'sources', sources: [...sources.sources] });
        this.restore(sources.sources);
      }
      this.grew();
    });
    return sources;
  }

  /** What was read is drawn a few times a second: frames cost time that reading needs. */
  private grew(): void {
    const session = this.sources.sources[0]?.session;
    const isLarge = (session?.progress.bytesTotal ?? 0) > SMALL_BYTES;
    if (isLarge && session !== undefined && session.length >= this.terminal.rows) this.onFirstRecords();
    if (this.hasGrown) return;
    this.hasGrown = true;
    setTimeout(() => {
      this.hasGrown = false;
      this.store.dispatch({ kind: 'grew' });
    }, GROWTH_MS).unref();
  }

  private resized(): void {
    const { columns, rows } = this.terminal;
    this.screen.resize(columns, rows);
    this.store.dispatch({ kind: 'resize', size: { columns, rows } });
  }

  /** What was kept beside the files of a source; one is where one was in the first of all. */
  private restore(sources: readonly Source[]): void {
    for (const path of sources.flatMap(({ session }) => filesOf(session))) {
      if (path === '-' || this.restored.has(path)) continue;
      const { marks, seq } = readSavedView(path);
      this.store.dispatch({ kind: 'restore', marks, seq: this.restored.size === 0 ? seq : null });
      this.restored.add(path);
    }
  }

  private effect(effect: Effect): void {
    const source = sourceOf(this.store.get());
    switch (effect.kind) {
      case 'quit':
        this.save();
        this.quit();
        return;
      case 'copy':
        this.terminal.send(`\u001b]52;c;${Buffer.from(effect.text).toString('base64')}\u0007`);
        return;
      case 'redraw':
        this.resized();
        return;
      case 'suspend':
        this.terminal.suspend();
        return;
      case 'reload':
        this.open(this.names);
        return;
      case 'save-marks':
        this.save();
        return;
      case 'write':
        if (source !== null) void this.export(source.session, effect.seqs, effect.path);
        return;
      case 'open':
        this.open([effect.path]);
        return;
    }
  }

  // What only some need is loaded by them: reading YAML and all formats takes as long as the first screen.
  private async export(session: Session, seqs: readonly number[], path: string): Promise<void> {
    this.say((await import('./view-export.js')).exportRecords(session, seqs, path));
  }

  private async offered(): Promise<readonly Offered[]> {
    return (await import('./view-offers.js')).offers(this.io);
  }

  private say(text: string): void {
    this.store.dispatch({ kind: 'say', text, tone: /^(not|marks)/.test(text) ? 'error' : 'good' });
  }

  private open(names: readonly string[]): void {
    this.names = names;
    noteRecent(this.io.env, names);
    this.sources.stop();
    this.sources = this.newSources();
    this.restored.clear();
    this.store.dispatch({ kind: 'close' });
    void this.sources.read(names, this.io);
  }

  private save(): void {
    const model = this.store.get();
    const session = sourceOf(model)?.session;
    if (session === undefined || session.options.name === '-') return;
    const seq = session.columns.seqAt(model.cursor);
    const all = model.sources.flatMap((source) => filesOf(source.session)).filter((path) => path !== '-');
    // Where one was is kept beside the file that one looked at.
    const own = filesOf(session);
    const paths = [...new Set([...own, ...all])];
    const fault = saveView(paths, { marks: model.marks, seq });
    if (fault !== null) this.say(fault);
  }
}
