import type { TerminalInput } from './key-input.js';
import type { Action } from './keys.js';
import type { PaneName, Size } from './layout.js';
import type { Lens } from './lens.js';
import type { Place } from './place.js';
import type { Scan } from './scan.js';
import type { Session } from './session.js';
import type { Tone } from './text.js';
import type { Track } from './track.js';

/** One trace on the screen. */
export interface Source {
  readonly session: Session;
  readonly lens: Lens;
}

export type PromptKind = 'search' | 'filter' | 'command' | 'note' | 'jump';

export interface Prompt {
  readonly kind: PromptKind;
  readonly text: string;
  /** Where the cursor was: leaving the prompt goes back there. */
  readonly origin: number;
  /** Which completion was taken last. */
  readonly completion: number;
}

export type Overlay =
  | { readonly kind: 'palette'; readonly text: string; readonly at: number }
  | { readonly kind: 'profiles'; readonly at: number }
  | { readonly kind: 'issues'; readonly at: number };

/** A profile that can be chosen. */
export interface ProfileChoice {
  readonly name: string;
  readonly title: string;
}

/** A trace that the start screen offers. */
export interface Offered {
  readonly path: string;
  readonly title: string;
  readonly group: 'recent' | 'bundled';
  /** The guided tour walks through this one. */
  readonly isTour?: true;
}

/** What only the outside can do; it is done after the update, in order. */
export type Effect =
  | { readonly kind: 'quit' }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'write'; readonly path: string; readonly seqs: readonly number[] }
  | { readonly kind: 'save-marks' }
  | { readonly kind: 'open'; readonly path: string }
  /** The same traces from their beginning. */
  | { readonly kind: 'reload' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'redraw' };

/** A way through the trace, record by record, until one fits: a slice at a time, since it may be millions. */
export interface Hunt {
  /** What it looks for, as in "looking for …". */
  readonly what: string;
  /** The record that is looked at next. */
  readonly at: number;
  readonly step: 1 | -1;
  fits(index: number): boolean;
  arrive(model: Model, index: number): Model;
  /** What is said where none fits. */
  readonly none: string;
}

export interface Model {
  readonly size: Size;
  readonly sources: readonly Source[];
  readonly active: number;
  readonly track: number;
  readonly profiles: readonly ProfileChoice[];
  readonly offered: readonly Offered[];
  /** Counts what the sessions have grown, so that a screen of them is drawn again. */
  readonly revision: number;
  /** The record that all panes show, counted from 0. */
  readonly cursor: number;
  /** The first row of the timeline. */
  readonly top: number;
  readonly focus: PaneName;
  /** What the lower place shows on a small screen. */
  readonly shown: PaneName;
  readonly zoomed: PaneName | null;
  /** Selected rows of the panes: fields, bytes, facts, divergences. */
  readonly field: number;
  readonly fact: number;
  readonly divergence: number;
  readonly filter: Scan | null;
  readonly search: Scan | null;
  /** Numbers of the records whose consequences are shown in the timeline. */
  readonly unfolded: ReadonlySet<number>;
  /** What is being looked for, record by record. */
  readonly hunt: Hunt | null;
  readonly prompt: Prompt | null;
  readonly overlay: Overlay | null;
  /** Notes by the place of their record; an empty one is a mark. */
  readonly marks: ReadonlyMap<Place, string>;
  readonly message: { readonly text: string; readonly tone: Tone } | null;
  /** Where jumps came from. */
  readonly trail: readonly number[];
  readonly isTailing: boolean;
  /** Rows show the line in the file beside the number. */
  readonly showsLines: boolean;
  /** The step of the guided tour. */
  readonly tour: number | null;
  readonly startRow: number;
  /** The record to go to as soon as it has been read, by sequence number. */
  readonly wanted: number | null;
  readonly effects: readonly Effect[];
}

export type Message =
  | TerminalInput
  | { readonly kind: 'do'; readonly action: Action }
  /** To a place, as `t` takes it. */
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'resize'; readonly size: Size }
  /** The sessions have read on. */
  | { readonly kind: 'grew' }
  /** There is time to go on with what takes long. */
  | { readonly kind: 'slice' }
  | { readonly kind: 'sources'; readonly sources: readonly Source[] }
  /** Other traces are opened: nothing of the ones before stays. */
  | { readonly kind: 'close' }
  | { readonly kind: 'offer'; readonly offered: readonly Offered[] }
  /** What was kept beside the trace. */
  | { readonly kind: 'restore'; readonly marks: ReadonlyMap<Place, string>; readonly seq: number | null }
  | { readonly kind: 'say'; readonly text: string; readonly tone: Tone };

export interface Opening {
  readonly size: Size;
  readonly sources: readonly Source[];
  readonly profiles?: readonly ProfileChoice[];
  readonly offered?: readonly Offered[];
  readonly cursor?: number;
  readonly isTailing?: boolean;
}

/** Nothing of a source was looked at yet, and nothing looked for. */
export const atTheBeginning = {
  track: 0,
  cursor: 0,
  top: 0,
  field: 0,
  fact: 0,
  divergence: 0,
  filter: null,
  search: null,
  hunt: null,
  unfolded: new Set(),
  /** Its places are those of one source. */
  trail: [],
} satisfies Partial<Model>;

export const openModel = ({ size, sources, ...more }: Opening): Model => ({
  size,
  sources,
  active: 0,
  ...atTheBeginning,
  profiles: more.profiles ?? [],
  offered: more.offered ?? [],
  revision: 0,
  cursor: more.cursor ?? 0,
  focus: 'timeline',
  shown: 'state',
  zoomed: null,
  prompt: null,
  overlay: null,
  marks: new Map(),
  message: null,
  isTailing: more.isTailing ?? false,
  showsLines: false,
  tour: null,
  startRow: 0,
  wanted: null,
  effects: [],
});

export const sourceOf = ({ sources, active }: Model): Source | null => sources[active] ?? null;

export const trackOf = (model: Model): Track | null => sourceOf(model)?.session.tracks[model.track] ?? null;

/** Whether all was read, and there was nothing in it. */
export function isEmpty(model: Model): boolean {
  const session = sourceOf(model)?.session;
  return session?.progress.isDone === true && session.length === 0;
}

/** What the panes show: the record under the cursor; null while there is none. */
export function viewOf(model: Model) {
  const source = sourceOf(model);
  const track = trackOf(model);
  return source === null || track === null ? null : source.lens.view(track, model.cursor);
}

export const say = (model: Model, text: string, tone: Tone = 'plain'): Model => ({ ...model, message: { text, tone } });

export const withEffect = (model: Model, effect: Effect): Model => ({ ...model, effects: [...model.effects, effect] });
