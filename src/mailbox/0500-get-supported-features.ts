import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u8, u16, u32 } from '../layout/integers.js';
import { counted, fixed } from '../layout/message.js';
import { struct } from '../layout/struct.js';
import { uuid } from '../layout/uuid.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.6.1', 'Get Supported Features');

export const SupportedFeature = struct(
  { spec, sizeBytes: 48 },
  {
    feature: uuid(),
    index: u16(),
    getSizeBytes: u16(),
    setSizeBytes: u16(),
    attributes: bits(4, {
      changeable: 1,
      deepestResetPersistence: 3,
      persistsAcrossFirmwareUpdate: 1,
      defaultSelectionSupported: 1,
      savedSelectionSupported: 1,
      _reserved: 25,
    }),
    getVersion: u8(),
    setVersion: u8(),
    setEffects: bits(2, {
      configurationChangeAfterColdReset: 1,
      immediateConfigurationChange: 1,
      immediateDataChange: 1,
      immediatePolicyChange: 1,
      immediateLogChange: 1,
      securityStateChange: 1,
      backgroundOperation: 1,
      secondaryMailboxSupported: 1,
      abortSupported: 1,
      resetEffectsValid: 1,
      configurationChangeAfterConventionalReset: 1,
      configurationChangeAfterCxlReset: 1,
      _reserved: 4,
    }),
    reserved: reserved(18),
  },
);

export const getSupportedFeatures = defineCommand({
  opcode: 0x0500,
  spec,
  // The count is the number of bytes that the host has room for, header included.
  request: fixed({ spec, sizeBytes: 8 }, { countBytes: u32(), startingIndex: u16(), reserved: reserved(2) }),
  response: counted(
    { spec, sizeBytes: 8 },
    { featureCount: count(u16()), supportedFeatures: u16(), reserved: reserved(4) },
    { name: 'features', element: SupportedFeature, countName: 'featureCount' },
  ),
});
