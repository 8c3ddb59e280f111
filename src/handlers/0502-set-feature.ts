import { withApplied, withFeatures, withPart, withTransferEnded } from '../device/feature-transfer.js';
import { type FeatureLayout, featureOf } from '../device/features.js';
import { type Answer, refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import type { MessageValue } from '../layout/message.js';
import { SET_FEATURE_ACTIONS, setFeature } from '../mailbox/0502-set-feature.js';

type Request = MessageValue<typeof setFeature.request>;

/** The version of a feature's data that the device takes. */
const DATA_VERSION = 1;

export const setFeatureHandler = defineHandler(setFeature, {
  concerns: ['features'],
  effects: [
    'immediate-configuration-change',
    'immediate-data-change',
    'immediate-policy-change',
    'immediate-log-change',
    'security-state-change',
  ],
  handle(before, request, { profile: { behaviours } }) {
    if (behaviours.featureTransfer === 'as-specified') return strictly(before, request);
    const { openTransfer } = before.features;
    if (openTransfer !== null && request.feature !== openTransfer)
      return refuse(before, 'FEATURE_TRANSFER_IN_PROGRESS', `a transfer of ${openTransfer} is open`);
    // The transfer is open from here on, even where the checks below refuse it: nothing but that feature closes it.
    const state = opened(before, request);
    // The device keeps 16 bits of the length.
    const length = request.data.length & 0xffff;
    if (length === 0) return refuse(state, 'INVALID_PAYLOAD_LENGTH', 'the request carries no data');
    const feature = featureOf(request.feature);
    if (feature === undefined) return refuse(state, 'UNSUPPORTED', 'the device has no such feature');
    if (request.version !== DATA_VERSION)
      return refuse(state, 'UNSUPPORTED', `the device takes version ${DATA_VERSION} of the feature's data`);
    if (request.offset + length > feature.setSizeBytes)
      return refuse(state, 'INVALID_PAYLOAD_LENGTH', `the feature takes ${feature.setSizeBytes} bytes`);
    return taken(state, feature, request, request.data.subarray(0, length));
  },
  follow(before, request) {
    const feature = featureOf(request.feature);
    const room = feature === undefined ? 0 : feature.setSizeBytes - request.offset;
    const state = opened(before, request);
    if (feature === undefined || request.data.length > room) return state;
    return taken(state, feature, request, request.data).state;
  },
});

/** The same by the rules of a transfer: nothing opens, stores or ends out of turn. */
function strictly(state: DeviceState, request: Request): Answer<never> {
  const { openTransfer } = state.features;
  const { full, initiate, continue: goOn, finish, abort } = SET_FEATURE_ACTIONS;
  const { action } = request.flags;
  const isNew = action === full || action === initiate;
  if (openTransfer !== null && (isNew || request.feature !== openTransfer))
    return refuse(state, 'FEATURE_TRANSFER_IN_PROGRESS', `a transfer of ${openTransfer} is open`);
  const feature = featureOf(request.feature);
  if (feature === undefined) return refuse(state, 'UNSUPPORTED', 'the device has no such feature');
  if (action > abort) return refuse(state, 'INVALID_INPUT', 'the action is reserved');
  if (action === abort) return succeed(withFeatures(state, { openTransfer: null, transferredBytes: 0 }));
  if (request.version !== DATA_VERSION)
    return refuse(state, 'UNSUPPORTED_FEATURE_VERSION', `the device takes version ${DATA_VERSION} of the data`);
  if (openTransfer === null && (action === goOn || action === finish))
    return refuse(state, 'FEATURE_TRANSFER_OUT_OF_ORDER', 'no transfer is open');
  if (request.data.length === 0 || request.offset + request.data.length > feature.setSizeBytes)
    return refuse(state, 'INVALID_PAYLOAD_LENGTH', `the feature takes ${feature.setSizeBytes} bytes`);
  const stored = withPart(action === initiate ? opened(state, request) : state, feature, request.offset, request.data);
  if (action === initiate || action === goOn) return succeed(stored);
  // Bytes that came twice do not count twice, so that the end clears the buffer alone.
  const bounded = withFeatures(withApplied(stored, feature), { transferredBytes: feature.setSizeBytes });
  return succeed(withTransferEnded(bounded, feature).state);
}

const opened = (state: DeviceState, { feature, flags }: Request): DeviceState =>
  flags.action === SET_FEATURE_ACTIONS.initiate
    ? withFeatures(state, { openTransfer: feature, transferredBytes: 0 })
    : state;

/** Stores the data, and where the action ends the transfer, applies and clears it. Reserved actions only store. */
function taken(
  state: DeviceState,
  feature: FeatureLayout,
  { offset, flags }: Request,
  data: Uint8Array,
): Answer<never> {
  const { full, finish, abort } = SET_FEATURE_ACTIONS;
  const stored = withPart(state, feature, offset, data);
  const applies = flags.action === full || flags.action === finish;
  if (!applies && flags.action !== abort) return succeed(stored);
  const ended = withTransferEnded(applies ? withApplied(stored, feature) : stored, feature);
  return { ...succeed<never>(ended.state), ...(ended.corruption !== null && { corruption: ended.corruption }) };
}
