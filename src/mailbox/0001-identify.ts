import { cxl31 } from '../base/spec.js';
import { u8, u16, u64 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { named } from '../layout/names.js';
import { defineCommand } from '../protocol/command.js';
import { COMPONENT_TYPES } from '../protocol/component-type.js';

const spec = cxl31('8.2.9.1.1', 'Identify');

export const identify = defineCommand({
  opcode: 0x0001,
  spec,
  request: empty(spec),
  response: fixed(
    { spec, sizeBytes: 18 },
    {
      pcieVendorId: u16(),
      pcieDeviceId: u16(),
      pcieSubsystemVendorId: u16(),
      pcieSubsystemId: u16(),
      serialNumber: u64(),
      /** The longest message body the interface takes, as a power of two. */
      messageSizeMaxLog2: u8(),
      componentType: named(COMPONENT_TYPES),
    },
  ),
});
