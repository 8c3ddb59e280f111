import { printable } from '../base/issue.js';
import { alreadyMappedCauses } from './causes-backend.js';
import { saidByDevice } from './device-line.js';
import type { DivergenceKind } from './divergence.js';
import { refusalMismatch, refusals } from './refusal.js';
import { eachRecord } from './watch.js';

/** What the device says when it refuses the host's answer for that. */
const REFUSED = /\bThe host memory backend for .* is already mapped/i;

/** What the device says when it uses a backend that is mapped already; the refusal that follows has a line of its own. */
const REUSED = /(?<!host )memory backend (\S+) is already mapped/i;

export const backendAlreadyMapped: DivergenceKind = {
  code: 'backend-already-mapped',
  title: 'The backend of an extent is mapped already',
  fires:
    'An accepted extent is refused since its backend is mapped: for another extent with the same tag, or from an earlier offer that was given back; or the device warns that it offers such a backend again. A refused acceptance is an error: the offer can never be accepted.',
  explanation:
    'A backend is marked as mapped when the host accepts, and can back one extent. Where the mark is not taken back on release, the tag can never be accepted again: the offer blocks the queue, and the object cannot be deleted.',
  causes: alreadyMappedCauses,
  lookAt: [
    'the first acceptance of this tag, and whether it was released since',
    'object-del of the backend: "is in use" says that the mark is still there',
    'the log of the device: "is already mapped"',
  ],
  spec: [],
  reports: [
    'QEMU commit 9de2049c95, Jonathan Cameron, July 2024: several people gave one memory backend to two devices',
    'Tagged memory series for QEMU, November 2025, measured: after a release the backend stays marked, and each further acceptance of its tag is refused',
  ],
  mismatch: refusalMismatch('backend-already-mapped'),
  watch: [
    refusals('backend-already-mapped'),
    saidByDevice('error', REFUSED, (line) => `the device says: "${line}"`),
    eachRecord('warning', { kinds: ['log'] }, ({ event }) => {
      const match = event.kind === 'log' ? REUSED.exec(event.text) : null;
      if (event.kind !== 'log' || match === null) return null;
      return {
        event,
        path: 'text',
        recorded: event.text,
        message: `${printable(match[1] ?? '')} is offered again while it is mapped`,
      };
    }),
  ],
};
