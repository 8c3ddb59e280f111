import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.6.1', 'Get Security State');

export const getSecurityState = defineCommand({
  opcode: 0x4500,
  spec,
  request: empty(spec),
  response: fixed(
    { spec, sizeBytes: 4 },
    {
      state: bits(4, {
        userPassphraseSet: 1,
        masterPassphraseSet: 1,
        locked: 1,
        frozen: 1,
        userPassphraseAttemptsExhausted: 1,
        masterPassphraseAttemptsExhausted: 1,
        _reserved: 26,
      }),
    },
  ),
});
