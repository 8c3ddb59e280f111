import { BACKEND_BEHAVIOURS } from './behaviours-backends.js';
import { EVENT_BEHAVIOURS } from './behaviours-events.js';
import { EXTENT_BEHAVIOURS } from './behaviours-extents.js';
import { FABRIC_MANAGER_BEHAVIOURS } from './behaviours-fabric-manager.js';
import { MAILBOX_BEHAVIOURS } from './behaviours-mailbox.js';
import { MEDIA_BEHAVIOURS } from './behaviours-media.js';

/**
 * Where devices differ, or a device departs from the specification, the difference is one behaviour with named values.
 * Handlers ask the behaviour, never the profile's name. Add one: an entry in its group, a value in each base profile.
 */
export const BEHAVIOURS = {
  ...MAILBOX_BEHAVIOURS,
  ...EVENT_BEHAVIOURS,
  ...EXTENT_BEHAVIOURS,
  ...BACKEND_BEHAVIOURS,
  ...FABRIC_MANAGER_BEHAVIOURS,
  ...MEDIA_BEHAVIOURS,
} as const;

export type BehaviourName = keyof typeof BEHAVIOURS;

export type BehaviourValue<N extends BehaviourName> = keyof (typeof BEHAVIOURS)[N]['values'] & string;

/** One value for every behaviour. */
export type Behaviours = { readonly [N in BehaviourName]: BehaviourValue<N> };
