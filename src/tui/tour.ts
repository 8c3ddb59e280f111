import type { Model } from './model.js';
import { trackOf, viewOf } from './model.js';

interface Step {
  readonly text: string;
  /** Whether what the step asks for was done. */
  isDone(model: Model): boolean;
}

/** A first walk through what the screen can do; it goes on when its step was done. */
export const TOUR: readonly Step[] = [
  {
    text: 'Above is every record in order of time; below what it did. Press j to go to the next record.',
    isDone: ({ cursor }) => cursor > 0,
  },
  {
    text: 'The divergences are listed, the worst first. Press n to go to the first of the worst.',
    isDone: (model) => (viewOf(model)?.found.length ?? 0) > 0,
  },
  {
    text: 'The row says what happened, the list why it matters. Press 2 to see the record field by field.',
    isDone: ({ focus }) => focus === 'decoded',
  },
  {
    text: 'The field in question is marked. Press 3 to see its bytes.',
    isDone: ({ focus }) => focus === 'hex',
  },
  {
    text: 'Press 4 for the state of the device at this record, and what the record changed in it.',
    isDone: ({ focus }) => focus === 'state',
  },
  {
    text: 'Choose a fact with j and k, and press r: you go back to the record that last changed it.',
    isDone: ({ trail }) => trail.length > 1,
  },
  {
    text: 'Press backspace to return to where you came from.',
    isDone: ({ trail }) => trail.length < 2,
  },
  {
    text: 'Press 1 for the timeline, then f: the next record about the same extent or tag.',
    isDone: ({ focus, trail }) => focus === 'timeline' && trail.length > 1,
  },
  {
    text: 'Press p and choose another device: you see at once what it would have answered.',
    isDone: (model) => model.track > 0 || (trackOf(model)?.asked ?? null) !== null,
  },
  {
    text: 'Type / and a word to search, & for a filter, ? for everything else. esc ends the tour.',
    isDone: () => false,
  },
];

/** The tour goes on where its step was done. */
export function toured(model: Model): Model {
  const step = model.tour === null ? undefined : TOUR[model.tour];
  if (model.tour === null || step === undefined || !step.isDone(model)) return model;
  return { ...model, tour: model.tour + 1 };
}
