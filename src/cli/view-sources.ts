import { Expectations } from '../expect/expectations.js';
import { HeldBack } from '../infer/held-back.js';
import type { TraceSink } from '../trace/format.js';
import type { HostName } from '../trace/sides.js';
import { Lens } from '../tui/lens.js';
import type { Source } from '../tui/model.js';
import { Session } from '../tui/session.js';
import { chooseProfile, foreknowledge } from './choose-profile.js';
import { type Input, type MissingInput, unreadable } from './input.js';
import type { Io } from './io.js';
import { partName } from './part-name.js';
import { namedInputs, readViewed, type ViewInput, viewInput } from './view-input.js';

export interface SourceOptions {
  readonly profiles: readonly string[];
  readonly format: string | undefined;
  readonly isFollowed: boolean;
  /** All inputs are one timeline. */
  readonly isMerged: boolean;
  /** Who plays the host where it is not recorded. */
  readonly host?: HostName | undefined;
}

/** The traces that are looked at: every machine of every input is one. They grow while they are read. */
export class ViewSources {
  readonly sources: Source[] = [];
  private readonly stopping = new AbortController();

  constructor(
    private readonly options: SourceOptions,
    /** Something was read; `isNew` where there is one more source. */
    private readonly onGrowth: (isNew: boolean) => void,
  ) {}

  /** Begins to read all inputs, one after the other; resolves when all have ended. */
  async read(names: readonly string[], io: Io): Promise<void> {
    const inputs = await namedInputs(names, this.options.isMerged, io);
    const opened = inputs.map((input) => this.open(input));
    this.onGrowth(true);
    for (const reading of opened) await reading();
  }

  /** Reads no further: nobody looks any more. */
  stop(): void {
    this.stopping.abort();
  }

  /** The source is there at once, so that the screen can name it; reading it is for later. */
  private open(input: Input | MissingInput): () => Promise<void> {
    const sessions: Session[] = [];
    const onProgress = (bytes: number): void => {
      for (const session of sessions) session.progress = { ...session.progress, bytes };
      this.onGrowth(false);
    };
    const view = 'issue' in input ? input : this.watched(input, onProgress);
    if ('issue' in view) {
      const { session } = this.start(input.name, null);
      session.issue(view.issue);
      session.end();
      return async () => undefined;
    }
    const sinks: HeldBack[] = [];
    const openTrace = (): TraceSink => {
      const started = this.start(input.name, view, view.parts);
      sessions.push(started.session);
      sinks.push(started.sink);
      if (sessions.length > 1) this.onGrowth(true);
      return started.sink;
    };
    const first = openTrace();
    return async () => {
      for (const sink of sinks) sink.openTrace = openTrace;
      const format = await readViewed(view, this.options.format, first);
      for (const sink of sinks) sink.close();
      for (const session of sessions) {
        session.format = format;
        session.end();
      }
      this.onGrowth(false);
    };
  }

  private watched(input: Input, onProgress: (bytes: number) => void): ViewInput | MissingInput {
    try {
      return viewInput(input, { isFollowed: this.options.isFollowed, signal: this.stopping.signal, onProgress });
    } catch (error) {
      return unreadable(input.name, error);
    }
  }

  private start(
    name: string,
    view: ViewInput | null,
    parts: Input['parts'] = [],
  ): { readonly session: Session; readonly sink: HeldBack } {
    const { profiles, host } = this.options;
    const session = new Session({
      name,
      paths: new Map(parts.map((part) => [partName(parts, part.name), part.name])),
      profiles: profiles.length === 0 ? [null] : profiles,
      choose: (profile) => chooseProfile(profile ?? undefined),
      observers: () => [new Expectations()],
      reread: view?.reread ?? null,
    });
    session.progress = { isDone: false, bytes: 0, bytesTotal: view?.bytesTotal ?? null };
    this.sources.push({ session, lens: new Lens(session) });
    return { session, sink: new HeldBack(session, foreknowledge(profiles[0], host)) };
  }
}
