import { accepted } from './accepted.js';
import { backends } from './backends.js';
import { backgroundOperation } from './background-operation.js';
import { crashed } from './crashed.js';
import { divergences } from './divergences.js';
import { error } from './error.js';
import { eventLogs } from './event-logs.js';
import { extentsAvailable } from './extents-available.js';
import { generationNumber } from './generation-number.js';
import { log } from './log.js';
import { pendingGroups } from './pending-groups.js';
import type { Predicate } from './predicate.js';
import { returnCode } from './return-code.js';
import { virtualNs } from './virtual-ns.js';

/** Everything that can be expected. Add one: a file beside this one, a line here, its spelling in yaml/expectation.ts. */
export const predicates: readonly Predicate[] = [
  accepted,
  pendingGroups,
  backends,
  eventLogs,
  extentsAvailable,
  generationNumber,
  virtualNs,
  backgroundOperation,
  crashed,
  returnCode,
  error,
  log,
  divergences,
];
