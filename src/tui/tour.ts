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
    text: 'Every record is above, in order of time. j goes to the next one.',
    isDone: ({ cursor }) => cursor > 0,
  },
  {
    text: 'Below are the divergences, the worst first. n goes to the first of them.',
    isDone: (model) => (viewOf(model)?.found.length ?? 0) > 0,
  },
  {
    text: 'The row says what happened, the list why it matters. 2 shows its fields.',
    isDone: ({ focus }) => focus === 'decoded',
  },
  {
    text: 'The field in question is marked. 3 shows its bytes.',
    isDone: ({ focus }) => focus === 'hex',
  },
  {
    text: '4 shows the device at this record, and what the record changed in it.',
    isDone: ({ focus }) => focus === 'state',
  },
  {
    text: 'j and k choose a fact; r goes back to the record that last changed it.',
    isDone: ({ trail }) => trail.length > 1,
  },
  {
    text: 'Backspace returns to where you came from.',
    isDone: ({ trail }) => trail.length < 2,
  },
  {
    text: '1 is the timeline; then f: the next record about the same extent or tag.',
    isDone: ({ focus, trail }) => focus === 'timeline' && trail.length > 1,
  },
  {
    text: 'p and a device: what would that one have answered? Its column stays.',
    isDone: (model) => model.track > 0 || (trackOf(model)?.asked ?? null) !== null,
  },
  {
    text: '/ searches, & filters, ? has everything else. esc ends the tour.',
    isDone: () => false,
  },
];

/** The tour goes on where its step was done. */
export function toured(model: Model): Model {
  const step = model.tour === null ? undefined : TOUR[model.tour];
  if (model.tour === null || step === undefined || !step.isDone(model)) return model;
  return { ...model, tour: model.tour + 1 };
}
