import { cxl31 } from '../base/spec.js';
import { empty, withOptional } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';
import { interruptSettings } from '../protocol/interrupt-policy.js';

const spec = cxl31('8.2.9.2.5', 'Set Event Interrupt Policy');

export const setEventInterruptPolicy = defineCommand({
  opcode: 0x0103,
  spec,
  request: withOptional(
    { spec, sizeBytes: 4 },
    {
      informational: interruptSettings(),
      warning: interruptSettings(),
      failure: interruptSettings(),
      fatal: interruptSettings(),
    },
    // A host that knows no Dynamic Capacity sends four bytes.
    { dynamicCapacity: interruptSettings() },
  ),
  response: empty(spec),
});
