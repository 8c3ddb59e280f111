import { withBackends } from '../device/backend-list.js';
import { backedBytes } from '../device/capacity.js';
import { type DpaRange, isBacked, rangeText } from '../device/extents.js';
import { type Answer, crash, refuse, startBackground, succeed } from '../device/outcome.js';
import { type Call, defineHandler, type Profile } from '../device/profile.js';
import { overwriteMs } from '../device/sanitize.js';
import type { DeviceState } from '../device/state.js';
import { hasNoAddressSpace } from '../device/window-memory.js';
import type { MessageValue } from '../layout/message.js';
import { MediaRange, mediaOperations } from '../mailbox/4402-media-operations.js';

type Request = MessageValue<typeof mediaOperations.request>;
type Response = MessageValue<typeof mediaOperations.response>;

const CLASS_GENERAL = 0;
const CLASS_SANITIZE = 1;

/** What the device supports: discovery, filling with a pattern, filling with zeros. */
const OPERATIONS = [
  { operationClass: CLASS_GENERAL, operationSubclass: 0 },
  { operationClass: CLASS_SANITIZE, operationSubclass: 0 },
  { operationClass: CLASS_SANITIZE, operationSubclass: 1 },
] as const;

const GRANULARITY_BYTES = 64n;

export const mediaOperationsHandler = defineHandler(mediaOperations, {
  concerns: ['background'],
  effects: ['immediate-data-change', 'background-operation'],
  handle(state, request, call) {
    const { operationClass, operationSubclass } = request;
    const isKnown = OPERATIONS.some(
      (known) => known.operationClass === operationClass && known.operationSubclass === operationSubclass,
    );
    if (!isKnown) return refuse(state, 'UNSUPPORTED', 'the device has no such media operation');
    return operationClass === CLASS_GENERAL ? discover(state, request, call) : overwrite(state, request, call);
  },
  // What is overwritten is written at the end.
  finish: (state) => (state.backends.isOverwritingNothing ? crash('dynamic-memory-without-address-space') : state),
});

function discover(state: DeviceState, request: Request, { payload }: Call): Answer<Response> {
  const { request: layout } = mediaOperations;
  const discovery = layout.sizeBytes + 4;
  if (payload.length < discovery) return refuse(state, 'INVALID_PAYLOAD_LENGTH', `discovery takes ${discovery} bytes`);
  const { startingOperation: start = 0, operationCount: count = 0 } = request;
  if (layout.statedCount(payload) !== 0) return refuse(state, 'INVALID_INPUT', 'discovery takes no ranges');
  if (start + count > OPERATIONS.length)
    return refuse(state, 'INVALID_INPUT', `the device has ${OPERATIONS.length} operations`);
  return succeed(state, {
    granularityBytes: GRANULARITY_BYTES,
    totalOperations: OPERATIONS.length,
    operations: OPERATIONS.slice(start, start + count),
  });
}

/** What is written is in no answer, so only the time that it takes is modelled. */
function overwrite(state: DeviceState, { ranges }: Request, { payload, profile }: Call): Answer<Response> {
  const { request: layout } = mediaOperations;
  const stated = layout.statedCount(payload);
  if (stated === 0) return succeed(state);
  if (payload.length < layout.sizeBytes + MediaRange.sizeBytes * stated)
    return refuse(state, 'INVALID_PAYLOAD_LENGTH', `the payload ends before the ${stated} ranges that it announces`);
  for (const range of ranges) {
    const why = unfit(state, range, profile);
    if (why !== null) return refuse(state, 'INVALID_INPUT', `${rangeText(range)} ${why}`);
  }
  const ends = ranges.map(({ startDpa, lengthBytes }) => startDpa + lengthBytes - 1n);
  const isOverwritingNothing = ends.some((dpa) => hasNoAddressSpace(profile, state, dpa));
  const started = isOverwritingNothing ? withBackends(state, { isOverwritingNothing }) : state;
  return startBackground(started, overwriteMs(ranges.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0n)));
}

function unfit(state: DeviceState, range: DpaRange, { behaviours }: Profile): string | null {
  const { startDpa, lengthBytes } = range;
  if (startDpa % GRANULARITY_BYTES !== 0n || lengthBytes % GRANULARITY_BYTES !== 0n)
    return 'is not aligned to 64 bytes';
  if (lengthBytes === 0n) return 'is empty';
  if (startDpa + lengthBytes > backedBytes(state)) return 'lies beyond the end of the device';
  const firstDynamic = state.config.volatileBytes + state.config.persistentBytes;
  const isDynamic = behaviours.mediaOperationBacking === 'checked' ? startDpa >= firstDynamic : startDpa > firstDynamic;
  return isDynamic && !isBacked(state.dynamicCapacity, range) ? 'is not covered by accepted extents' : null;
}
