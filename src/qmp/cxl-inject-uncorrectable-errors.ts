import { defineQmpCommand } from './command.js';
import { enumeration, listOf, object, required, str, u32 } from './schema.js';

const UncorrectableError = object({
  type: required(
    enumeration([
      'cache-data-parity',
      'cache-address-parity',
      'cache-be-parity',
      'cache-data-ecc',
      'mem-data-parity',
      'mem-address-parity',
      'mem-be-parity',
      'mem-data-ecc',
      'reinit-threshold',
      'rsvd-encoding',
      'poison-received',
      'receiver-overflow',
      'internal',
      'cxl-ide-tx',
      'cxl-ide-rx',
    ]),
  ),
  header: required(listOf(u32)),
});

export const cxlInjectUncorrectableErrors = defineQmpCommand(
  'cxl-inject-uncorrectable-errors',
  'Report uncorrectable protocol errors by AER',
  object({ path: required(str), errors: required(listOf(UncorrectableError)) }),
);
