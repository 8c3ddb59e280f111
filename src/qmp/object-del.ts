import { defineQmpCommand } from './command.js';
import { object, required, str } from './schema.js';

export const objectDel = defineQmpCommand('object-del', 'Delete an object', object({ id: required(str) }));
