export type Severity = 'error' | 'warning' | 'note';

/** What a divergence is measured against: the engine, the trace's author, or what the specification and the operator meant. */
export type Basis = 'replay' | 'expectation' | 'rule';
