/** How bad a divergence is, the worst first. */
export const SEVERITIES = ['error', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The severities that count where this one does. */
export const severitiesFrom = (least: Severity): readonly Severity[] =>
  SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1);

/** What a divergence is measured against: the engine, the trace's author, or what the specification and the operator meant. */
export type Basis = 'replay' | 'expectation' | 'rule';
