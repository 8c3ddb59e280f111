import { defineQmpCommand } from './command.js';
import { enumeration, object, required, str } from './schema.js';

export const cxlInjectCorrectableError = defineQmpCommand(
  'cxl-inject-correctable-error',
  'Report a correctable protocol error by AER',
  object({
    path: required(str),
    type: required(
      enumeration([
        'cache-data-ecc',
        'mem-data-ecc',
        'crc-threshold',
        'retry-threshold',
        'cache-poison-received',
        'mem-poison-received',
        'physical',
      ]),
    ),
  }),
);
