import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import { initiateDynamicCapacityAdd } from '../mailbox/5604-initiate-dynamic-capacity-add.js';
import { initiateDynamicCapacityRelease } from '../mailbox/5605-initiate-dynamic-capacity-release.js';
import type { MismatchRule } from './divergence.js';
import type { Fault } from './fault.js';
import { addResponseFault } from './fault-add-response.js';
import { fabricManagerFault } from './fault-fabric-manager.js';
import { qmpFault } from './fault-qmp.js';
import { releaseFault } from './fault-release.js';
import { isMailbox, type Played, type PlayedMailbox, qmpRefusal, returnCodeOf } from './played.js';
import { valuesOf } from './values.js';
import { eachRecord, type Finding, type Watch } from './watch.js';

const PRIMARY: ReadonlyMap<number, (played: PlayedMailbox) => Fault | null> = new Map([
  [addDynamicCapacityResponse.opcode as number, addResponseFault],
  [releaseDynamicCapacity.opcode, releaseFault],
]);

const FABRIC_MANAGER: ReadonlyMap<number, (played: PlayedMailbox) => Fault | null> = new Map([
  [initiateDynamicCapacityAdd.opcode as number, fabricManagerFault],
  [initiateDynamicCapacityRelease.opcode, fabricManagerFault],
]);

/** Why the request of a record is refused, by one side or both; null where it is not one about capacity. */
export function faultOf(played: Played): Fault | null {
  if (latest.played !== played) latest = { played, fault: findFault(played) };
  return latest.fault;
}

/** Every kind asks about the same record in turn: the answer is worked out once. */
let latest: { readonly played: Played | null; readonly fault: Fault | null } = { played: null, fault: null };

function findFault(played: Played): Fault | null {
  const desc = qmpRefusal(played) ?? (played.output?.kind === 'error' ? played.output.error.desc : null);
  if (desc !== null) return qmpFault(played, desc);
  if (!isMailbox(played)) return null;
  const { cci, opcode } = played.event;
  if (cci === 'primary') return PRIMARY.get(opcode)?.(played) ?? null;
  return cci === 'fm' ? (FABRIC_MANAGER.get(opcode)?.(played) ?? null) : null;
}

/** Refusals of one code: warnings where both sides refuse. */
export const refusals = (code: string): Watch =>
  eachRecord('warning', { refusals: true }, (played) => refusal(played, code));

/** The finding about a refused record, where its fault has this code. */
function refusal(played: Played, code: string): Finding | null {
  const fault = faultOf(played);
  if (fault === null || fault.code !== code) return null;
  const recorded = returnCodeOf(played) ?? qmpRefusal(played);
  return {
    event: played.event,
    message: fault.what,
    path: played.event.kind === 'qmp' ? 'error.desc' : 'returnCode',
    recorded,
    replayed: recorded,
    ...(fault.because && { because: fault.because }),
    ...(fault.severity && { severity: fault.severity }),
    ...(fault.followsFrom !== undefined && { followsFrom: fault.followsFrom }),
    origin: fault.origin,
  };
}

/** Differences in whether a request is refused, where what speaks against it has this code. */
export const refusalMismatch = (code: string): MismatchRule => ({
  claims: ({ path }, played) => isOutcome(path) && faultOf(played)?.code === code,
  message(mismatch, played) {
    const { recorded, replayed } = valuesOf(mismatch);
    if (mismatch.path === 'returnCode')
      return `recorded ${recorded}, replayed ${replayed}: ${faultOf(played)?.what ?? ''}`;
    // The words of an error are what the fault would say.
    return mismatch.recorded === null
      ? `recorded success, replayed the error ${replayed}`
      : `recorded the error ${recorded}, replayed success`;
  },
  because: (_mismatch, played) => faultOf(played)?.because,
  origin: (_mismatch, played) => faultOf(played)?.origin,
});

export const isOutcome = (path: string): boolean => path === 'returnCode' || path === 'error';
