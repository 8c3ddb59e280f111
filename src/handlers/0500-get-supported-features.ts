import { FEATURES, type FeatureLayout } from '../device/features.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getSupportedFeatures, SupportedFeature } from '../mailbox/0500-get-supported-features.js';

export const getSupportedFeaturesHandler = defineHandler(getSupportedFeatures, {
  concerns: ['features'],
  handle(state, { countBytes, startingIndex }) {
    const headBytes = getSupportedFeatures.response.sizeBytes;
    if (countBytes < headBytes) return refuse(state, 'INVALID_INPUT', 'the answer would not have room for its header');
    if (startingIndex >= FEATURES.length)
      return refuse(state, 'INVALID_INPUT', `the device has ${FEATURES.length} features`);
    // The device keeps 16 bits of the quotient.
    const room = Math.floor((countBytes - headBytes) / SupportedFeature.sizeBytes) & 0xffff;
    return succeed(state, {
      supportedFeatures: FEATURES.length,
      features: FEATURES.map(entry).slice(startingIndex, startingIndex + room),
    });
  },
});

const entry = ({ uuid, getSizeBytes, setSizeBytes }: FeatureLayout, index: number) => ({
  feature: uuid,
  index,
  getSizeBytes,
  setSizeBytes,
  attributes: {
    changeable: true,
    deepestResetPersistence: 0,
    persistsAcrossFirmwareUpdate: false,
    defaultSelectionSupported: false,
    savedSelectionSupported: false,
  },
  getVersion: 1,
  setVersion: 1,
  setEffects: {
    configurationChangeAfterColdReset: false,
    immediateConfigurationChange: true,
    immediateDataChange: false,
    immediatePolicyChange: false,
    immediateLogChange: false,
    securityStateChange: false,
    backgroundOperation: false,
    secondaryMailboxSupported: false,
    abortSupported: false,
    resetEffectsValid: true,
    configurationChangeAfterConventionalReset: false,
    configurationChangeAfterCxlReset: false,
  },
});
