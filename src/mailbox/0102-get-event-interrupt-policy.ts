import { cxl31 } from '../base/spec.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';
import { interruptSettings } from '../protocol/interrupt-policy.js';

const spec = cxl31('8.2.9.2.4', 'Get Event Interrupt Policy');

export const getEventInterruptPolicy = defineCommand({
  opcode: 0x0102,
  spec,
  request: empty(spec),
  response: fixed(
    { spec, sizeBytes: 5 },
    {
      informational: interruptSettings(),
      warning: interruptSettings(),
      failure: interruptSettings(),
      fatal: interruptSettings(),
      dynamicCapacity: interruptSettings(),
    },
  ),
});
