/** What the process says to scripts; of several inputs the highest counts. */
export const EXIT = { clean: 0, divergences: 1, unusable: 2, bug: 70 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
