import { PREDICATES, readExpectation } from './expectation.js';
import { type StepKind, standOf } from './yaml-step.js';

/** What the author says must hold at this place. */
export const readExpect: StepKind = {
  main: 'expect',
  keys: [],
  read: (fields, stand) => {
    const node = fields.node('expect');
    if (node?.kind === 'map') {
      const { unread, ...read } = readExpectation(node, fields.onIssue);
      return { ...standOf(stand), kind: 'expect', ...read, ...(unread.length > 0 && { unread }) };
    }
    fields.alone().wrong('expect', `a map of ${Object.keys(PREDICATES).join(', ')}`);
    return { ...standOf(stand), kind: 'expect', expectation: {}, unread: ['expect'] };
  },
};
