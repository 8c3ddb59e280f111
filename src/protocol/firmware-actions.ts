/** How a firmware package comes, whole or in parts (CXL 3.1 §8.2.9.3.2). */
export const FIRMWARE_ACTIONS = { full: 0, initiate: 1, continue: 2, end: 3, abort: 4 } as const;
