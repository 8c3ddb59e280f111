import type { QmpHandler } from './profile.js';
import { defineQmpHandler, qmpDone, qmpError } from './qmp-handler.js';
import type { QmpSignature } from './qmp-outcome.js';
import { pathFault } from './qom-path.js';

/**
 * The handler of a command that injects a protocol error. From reset on the RAS registers mask every error, and a
 * masked error is dropped; an unmasked one goes to AER. Neither is visible in the mailbox.
 */
export const errorInjection = <Arguments extends { readonly path: string }>(
  command: QmpSignature<Arguments>,
): QmpHandler =>
  defineQmpHandler(command, {
    concerns: [],
    handle(state, { path }) {
      const fault = pathFault(state, path);
      return fault === null ? qmpDone(state) : qmpError(state, fault);
    },
    follow: (state) => state,
  });
