import { cxl31 } from '../base/spec.js';
import { bytes, reserved } from '../layout/bytes.js';
import { u8, u16 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('7.6.7.1.1', 'Identify Switch Device');

export const identifySwitchDevice = defineCommand({
  opcode: 0x5100,
  spec,
  request: empty(spec),
  response: fixed(
    { spec, sizeBytes: 73 },
    {
      ingressPort: u8(),
      reserved: reserved(1),
      physicalPorts: u8(),
      virtualSwitches: u8(),
      /** One bit per port number. */
      activePorts: bytes(32),
      activeVirtualSwitches: bytes(32),
      virtualBridges: u16(),
      boundVirtualBridges: u16(),
      hdmDecodersPerPort: u8(),
    },
  ),
});
