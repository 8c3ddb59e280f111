import type { Effect, Message, Model } from './model.js';
import { needsSlice, update } from './update.js';

/** Holds the model: takes messages, tells who draws, and hands effects to the outside. */
export class Store {
  private readonly listeners = new Set<() => void>();
  private isSlicing = false;

  constructor(
    private model: Model,
    private readonly onEffect: (effect: Effect) => void,
    /** Calls back when there is time, after what is drawn. */
    private readonly whenIdle: (work: () => void) => void,
  ) {}

  get = (): Model => this.model;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  dispatch(...messages: readonly Message[]): void {
    for (const message of messages) this.model = update(this.model, message);
    const { effects } = this.model;
    if (effects.length > 0) this.model = { ...this.model, effects: [] };
    for (const listener of this.listeners) listener();
    for (const effect of effects) this.onEffect(effect);
    this.slice();
  }

  /** Goes on with searches and filters between keys. */
  private slice(): void {
    if (this.isSlicing || !needsSlice(this.model)) return;
    this.isSlicing = true;
    this.whenIdle(() => {
      this.isSlicing = false;
      if (needsSlice(this.model)) this.dispatch({ kind: 'slice' });
    });
  }
}
