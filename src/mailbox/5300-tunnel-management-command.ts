import { cxl31 } from '../base/spec.js';
import { reserved } from '../layout/bytes.js';
import { u8, u16 } from '../layout/integers.js';
import { withRest } from '../layout/message.js';
import { named } from '../layout/names.js';
import { CciMessageHeader } from '../protocol/cci-message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('7.6.7.3.1', 'Tunnel Management Command');

/** Where a tunnel ends: at the port or logical device of that number, or at the pool of logical devices. */
export const TUNNEL_TARGETS = { 'port-or-ld': 0, 'ld-pool': 1 } as const;

export const tunnelManagementCommand = defineCommand({
  opcode: 0x5300,
  spec,
  request: withRest(
    { spec, sizeBytes: 16 },
    {
      portOrLdId: u8(),
      targetType: named(TUNNEL_TARGETS),
      /** Bytes of the message: header and payload. */
      commandSizeBytes: u16(),
      message: CciMessageHeader,
    },
    'payload',
  ),
  response: withRest(
    { spec, sizeBytes: 16 },
    { responseSizeBytes: u16(), reserved: reserved(2), message: CciMessageHeader },
    'payload',
  ),
});
