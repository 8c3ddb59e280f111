import { PREDICATES, readExpectation } from './expectation.js';
import { type StepKind, standOf } from './yaml-step.js';

/** What the author says must hold at this place. */
export const readExpect: StepKind = {
  main: 'expect',
  keys: [],
  read: (fields, stand) => {
    const node = fields.node('expect');
    if (node?.kind === 'map')
      return { ...standOf(stand), kind: 'expect', expectation: readExpectation(node, fields.onIssue) };
    fields.wrong('expect', `a map of ${Object.keys(PREDICATES).join(', ')}`);
    return null;
  },
};
