import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { reserved } from '../layout/bytes.js';
import { u8, u16 } from '../layout/integers.js';
import { empty, withRest } from '../layout/message.js';
import { uuid } from '../layout/uuid.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.6.3', 'Set Feature');

/** How a feature's data comes: whole, or in parts; the values of the three-bit field `action`. */
export const SET_FEATURE_ACTIONS = { full: 0, initiate: 1, continue: 2, finish: 3, abort: 4 } as const;

export const setFeature = defineCommand({
  opcode: 0x0502,
  spec,
  request: withRest(
    { spec, sizeBytes: 32 },
    {
      feature: uuid(),
      flags: bits(4, { action: 3, savedAcrossReset: 1, _reserved: 28 }),
      offset: u16(),
      version: u8(),
      reserved: reserved(9),
    },
    'data',
  ),
  response: empty(spec),
});
