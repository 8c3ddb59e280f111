import { defineQmpCommand } from './command.js';
import { any, object, required, str } from './schema.js';

export const qomSet = defineQmpCommand(
  'qom-set',
  'Change a property of an object',
  object({ path: required(str), property: required(str), value: required(any) }),
);
