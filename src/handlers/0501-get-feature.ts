import { withFeatures } from '../device/feature-transfer.js';
import { featureOf } from '../device/features.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getFeature } from '../mailbox/0501-get-feature.js';

export const getFeatureHandler = defineHandler(getFeature, {
  concerns: ['features'],
  handle(state, { feature, offset, countBytes, selection }, { profile }) {
    const { memory, openTransfer } = state.features;
    const isLenient = profile.behaviours.featureTransfer === 'lenient';
    // An idle device compares with the null UUID, so that asking for it finds a transfer in progress.
    if (feature === openTransfer && (isLenient || feature !== null))
      return refuse(state, 'FEATURE_TRANSFER_IN_PROGRESS', 'a transfer of this feature is open');
    if (selection !== 'current')
      return refuse(
        state,
        isLenient ? 'UNSUPPORTED' : 'UNSUPPORTED_FEATURE_SELECTION_VALUE',
        'only the current value can be had',
      );
    if (offset + countBytes > profile.constants.payloadBytes)
      return refuse(state, 'INVALID_INPUT', 'offset and count exceed the payload area');
    const layout = featureOf(feature);
    if (layout === undefined) return refuse(state, 'UNSUPPORTED', 'the device has no such feature');
    if (offset >= layout.getSizeBytes)
      return refuse(state, 'INVALID_INPUT', `the feature ends at ${layout.getSizeBytes} bytes`);
    const start = layout.attributesAt + offset;
    const length = Math.min(countBytes, layout.getSizeBytes - offset);
    return succeed(state, { data: memory.slice(start, start + length) });
  },
  follow(state, { feature, offset, selection }, { response }) {
    const layout = featureOf(feature);
    if (layout === undefined || response === null || selection !== 'current') return state;
    const memory = state.features.memory.slice();
    memory.set(response.data.subarray(0, Math.max(0, layout.getSizeBytes - offset)), layout.attributesAt + offset);
    return withFeatures(state, { memory });
  },
});
