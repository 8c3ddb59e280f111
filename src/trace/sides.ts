/** Who talks to a device: the host through its mailbox, the operator by QMP. */
export const SIDES = ['host', 'operator'] as const;
export type Side = (typeof SIDES)[number];

/** Who can be said to play the host where its commands are not recorded. */
export const HOST_NAMES = ['linux', 'accept-all', 'none'] as const;
export type HostName = (typeof HOST_NAMES)[number];
