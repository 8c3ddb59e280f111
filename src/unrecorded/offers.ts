import { type DpaRange, overlaps } from '../device/extents.js';
import type { Scene, UnrecordedCommand } from './explanation.js';
import { accepting } from './host-commands.js';

/** Pending offers, or what the host took of each. */
export type Offers = readonly (readonly DpaRange[])[];

/** Offers that the host must have answered for the ranges to be pending no more: those before them too, where order counts. */
export function* answeredOffers({ device, profile }: Scene, ranges: readonly DpaRange[]): Generator<Offers> {
  const { pending } = device.dynamicCapacity;
  const isOrdered = profile.behaviours.pendingLookup === 'first-group';
  const touched = pending.filter((group) => group.some((extent) => ranges.some((range) => overlaps(extent, range))));
  for (const [index, last] of touched.entries())
    yield isOrdered ? pending.slice(0, pending.indexOf(last) + 1) : touched.slice(0, index + 1);
}

/** The answers in their order. What the device would not give of an offer that only comes before, the host has refused. */
export const answering = (answers: Offers): readonly UnrecordedCommand[] =>
  answers.map((taken, index) =>
    index === answers.length - 1 ? accepting(taken) : { ...accepting(taken), orElse: accepting([]) },
  );
