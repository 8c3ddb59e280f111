import type { Explanation } from './explanation.js';
import { hostCapacity } from './host-capacity.js';
import { hostExtentList } from './host-extent-list.js';
import { hostPoison } from './host-poison.js';
import { operatorEventStatus } from './operator-event-status.js';
import { operatorEvents } from './operator-events.js';
import { operatorOffer } from './operator-offer.js';
import { operatorPoison } from './operator-poison.js';

/** What commands that nobody recorded can explain. Add one: a file beside this one, a line here. */
export const explanations: readonly Explanation[] = [
  hostCapacity,
  hostPoison,
  hostExtentList,
  operatorEvents,
  operatorEventStatus,
  operatorPoison,
  operatorOffer,
];
