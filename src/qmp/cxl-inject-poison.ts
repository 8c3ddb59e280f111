import { defineQmpCommand } from './command.js';
import { object, required, size, str, u64 } from './schema.js';

export const cxlInjectPoison = defineQmpCommand(
  'cxl-inject-poison',
  'Poison a range of device physical addresses',
  object({ path: required(str), start: required(u64), length: required(size) }),
);
