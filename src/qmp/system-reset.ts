import { defineQmpCommand } from './command.js';
import { object } from './schema.js';

export const systemReset = defineQmpCommand('system_reset', 'Reset the machine', object({}));
