import { cxl31 } from '../base/spec.js';
import type { DivergenceKind } from './divergence.js';

export const payloadLength: DivergenceKind = {
  code: 'payload-length',
  title: 'The answer has another length',
  basis: 'replay',
  severity: 'error',
  fires: 'The recorded payload is longer or shorter than the one that the engine gives.',
  explanation:
    'The answer carries another number of records, or another layout. Where it ends with a list, the two sides know different members: an event, an extent or a poisoned range that only one of them has.',
  causes: [
    'a record that adds or removes a list member is missing from the trace',
    'the device counts members that it does not have',
    'a driver read less than the length register said',
  ],
  lookAt: ['the count fields of both answers', 'the last record that changed the list'],
  spec: [cxl31('8.2.8.4.6', 'Command Register: payload length')],
  claims: ({ path }) => path === 'responseLength',
  message: ({ recorded, replayed }) => `recorded ${recorded} bytes, replayed ${replayed} bytes`,
  because() {
    return this.explanation;
  },
};
