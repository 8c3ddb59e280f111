import type { Effect, Message, Model } from './model.js';
import { needsSlice, update } from './update.js';

/** Whatever takes long has so much time between two looks at the keyboard. */
const TURN_MS = 7;
/** Its progress is drawn a few times a second: frames cost time that it needs. */
const DRAWN_EVERY_MS = 80;

/** Holds the model: takes messages, tells who draws, and hands effects to the outside. */
export class Store {
  private readonly listeners = new Set<() => void>();
  private isSlicing = false;
  private drawnMs = 0;

  constructor(
    private model: Model,
    private readonly onEffect: (effect: Effect) => void,
    /** Calls back when there is time, after what is drawn. */
    private readonly whenIdle: (work: () => void) => void,
    /** Milliseconds of any clock. Where it stands still, what takes long is done in one turn. */
    private readonly nowMs: () => number = () => 0,
  ) {}

  get = (): Model => this.model;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  dispatch(...messages: readonly Message[]): void {
    for (const message of messages) this.model = update(this.model, message);
    this.settle();
    this.slice();
  }

  /** Draws, and does what only the outside can. */
  private settle(): void {
    const { effects } = this.model;
    if (effects.length > 0) this.model = { ...this.model, effects: [] };
    this.drawnMs = this.nowMs();
    for (const listener of this.listeners) listener();
    for (const effect of effects) this.onEffect(effect);
  }

  /** Goes on between keys with what takes long: searches, filters, another device. */
  private slice(): void {
    if (this.isSlicing || !needsSlice(this.model)) return;
    this.isSlicing = true;
    this.whenIdle(() => {
      this.isSlicing = false;
      const endMs = this.nowMs() + TURN_MS;
      while (needsSlice(this.model) && this.nowMs() < endMs) this.model = update(this.model, { kind: 'slice' });
      if (!needsSlice(this.model) || this.nowMs() > this.drawnMs + DRAWN_EVERY_MS) this.settle();
      this.slice();
    });
  }
}
