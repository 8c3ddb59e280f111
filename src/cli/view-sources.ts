import { statSync } from 'node:fs';
import { HeldBack } from '../divergence/held-back.js';
import { Expectations } from '../expect/expectations.js';
import type { TraceSink } from '../trace/format.js';
import { Lens } from '../tui/lens.js';
import type { Source } from '../tui/model.js';
import { Session } from '../tui/session.js';
import { chooseProfile, foreknowledge } from './choose-profile.js';
import { type Input, inputsOf, type MissingInput, mergedInput } from './inputs.js';
import type { Io } from './io.js';
import { readInput } from './read-input.js';
import { fileView, streamView, type ViewInput, type Watched } from './view-input.js';

export interface SourceOptions {
  readonly profiles: readonly string[];
  readonly format: string | undefined;
  readonly isFollowed: boolean;
  /** All inputs are one timeline. */
  readonly isMerged: boolean;
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
    const inputs = this.options.isMerged ? [mergedInput(names, io)] : inputsOf(names, io);
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
    if ('issue' in input) {
      const { session } = this.start(input.name, null);
      session.issue(input.issue);
      session.end();
      return async () => undefined;
    }
    const sessions: Session[] = [];
    const onProgress = (bytes: number): void => {
      for (const session of sessions) session.progress = { isDone: false, bytes, bytesTotal: view.bytesTotal };
      this.onGrowth(false);
    };
    const view = viewOf(input, { isFollowed: this.options.isFollowed, signal: this.stopping.signal, onProgress });
    const sinks: HeldBack[] = [];
    const openTrace = (): TraceSink => {
      const started = this.start(input.name, view);
      sessions.push(started.session);
      sinks.push(started.sink);
      if (sessions.length > 1) this.onGrowth(true);
      return started.sink;
    };
    const first = openTrace();
    return async () => {
      for (const sink of sinks) sink.openTrace = openTrace;
      const format = await readInput(view, this.options.format, first);
      for (const sink of sinks) sink.close();
      for (const session of sessions) {
        session.format = format?.name ?? null;
        session.end();
      }
      this.onGrowth(false);
    };
  }

  private start(name: string, view: ViewInput | null): { readonly session: Session; readonly sink: HeldBack } {
    const { profiles } = this.options;
    const session = new Session({
      name,
      profiles: profiles.length === 0 ? [null] : profiles,
      choose: (profile) => chooseProfile(profile ?? undefined),
      observers: () => [new Expectations()],
      reread: view?.reread ?? null,
    });
    this.sources.push({ session, lens: new Lens(session) });
    return { session, sink: new HeldBack(session, foreknowledge(profiles[0])) };
  }
}

function viewOf(input: Input, watched: Watched): ViewInput {
  // Parts are all read before any is merged: there is nothing to draw between.
  if (input.parts !== undefined) return { ...input, reread: null, bytesTotal: null };
  const isPlainFile = input.name !== '-' && !input.name.endsWith('.gz') && statSync(input.name).isFile();
  return isPlainFile ? fileView(input.name, watched) : streamView(input, watched);
}
