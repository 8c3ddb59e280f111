import { backendAlreadyMapped } from './backend-already-mapped.js';
import { backendSizeMismatch } from './backend-size-mismatch.js';
import { backendWithoutMemory } from './backend-without-memory.js';
import { backgroundBusy } from './background-busy.js';
import { countMismatch } from './count-mismatch.js';
import { deviceCrash } from './device-crash.js';
import type { DivergenceKind } from './divergence.js';
import { duplicateResponse } from './duplicate-response.js';
import { duplicateTag } from './duplicate-tag.js';
import { eventOverflowLostRecords } from './event-overflow-lost-records.js';
import { expectationFailed } from './expectation-failed.js';
import { extraExtents } from './extra-extents.js';
import { fieldMismatch } from './field-mismatch.js';
import { generationStuck } from './generation-stuck.js';
import { hostReject } from './host-reject.js';
import { logLineMismatch } from './log-line-mismatch.js';
import { memoryCorrupted } from './memory-corrupted.js';
import { misaligned } from './misaligned.js';
import { missingExtentDetails } from './missing-extent-details.js';
import { moreChainBroken } from './more-chain-broken.js';
import { nullTag } from './null-tag.js';
import { opcodeUnsupported } from './opcode-unsupported.js';
import { overlap } from './overlap.js';
import { partialCommit } from './partial-commit.js';
import { partialReleaseRefused } from './partial-release-refused.js';
import { payloadLayout } from './payload-layout.js';
import { payloadLength } from './payload-length.js';
import { pendingNeverAnswered } from './pending-never-answered.js';
import { regionCrossing } from './region-crossing.js';
import { releaseWhilePending } from './release-while-pending.js';
import { requestUnsupported } from './request-unsupported.js';
import { responseOrder } from './response-order.js';
import { returnCodeMismatch } from './return-code-mismatch.js';
import { schemaError } from './schema-error.js';
import { sharedSequenceBroken } from './shared-sequence-broken.js';
import { stateUnknown } from './state-unknown.js';
import { tagMismatchOnRelease } from './tag-mismatch-on-release.js';
import { tagReuse } from './tag-reuse.js';
import { unpredictableAnswer } from './unpredictable-answer.js';
import { unrecordedCommand } from './unrecorded-command.js';

/** Every code, the more special before the more general. Add one: a file beside this one, a line here. */
export const divergenceKinds: readonly DivergenceKind[] = [
  expectationFailed,
  stateUnknown,
  unrecordedCommand,
  memoryCorrupted,
  unpredictableAnswer,
  duplicateTag,
  deviceCrash,
  nullTag,
  backendAlreadyMapped,
  backendWithoutMemory,
  backendSizeMismatch,
  partialCommit,
  moreChainBroken,
  eventOverflowLostRecords,
  responseOrder,
  duplicateResponse,
  missingExtentDetails,
  overlap,
  misaligned,
  regionCrossing,
  partialReleaseRefused,
  releaseWhilePending,
  schemaError,
  requestUnsupported,
  tagReuse,
  tagMismatchOnRelease,
  sharedSequenceBroken,
  hostReject,
  pendingNeverAnswered,
  payloadLayout,
  generationStuck,
  countMismatch,
  extraExtents,
  opcodeUnsupported,
  backgroundBusy,
  payloadLength,
  returnCodeMismatch,
  logLineMismatch,
  fieldMismatch,
];
