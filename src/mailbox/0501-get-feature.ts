import { cxl31 } from '../base/spec.js';
import { u16 } from '../layout/integers.js';
import { fixed, withRest } from '../layout/message.js';
import { named } from '../layout/names.js';
import { uuid } from '../layout/uuid.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.6.2', 'Get Feature');

/** Which of a feature's values is asked for. */
const SELECTIONS = { current: 0, default: 1, saved: 2 } as const;

export const getFeature = defineCommand({
  opcode: 0x0501,
  spec,
  request: fixed(
    { spec, sizeBytes: 21 },
    { feature: uuid(), offset: u16(), countBytes: u16(), selection: named(SELECTIONS) },
  ),
  response: withRest({ spec, sizeBytes: 0 }, {}, 'data'),
});
