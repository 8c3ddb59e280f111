import { deviceCrash } from './device-crash.js';
import type { DivergenceKind } from './divergence.js';
import { fieldMismatch } from './field-mismatch.js';
import { memoryCorrupted } from './memory-corrupted.js';
import { payloadLength } from './payload-length.js';
import { returnCodeMismatch } from './return-code-mismatch.js';

/** Every code, the more special before the more general. Add one: a file beside this one, a line here. */
export const divergenceKinds: readonly DivergenceKind[] = [
  memoryCorrupted,
  deviceCrash,
  returnCodeMismatch,
  payloadLength,
  fieldMismatch,
];
