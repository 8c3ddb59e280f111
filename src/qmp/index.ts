import type { QmpCommand } from './command.js';
import { cxlAddDynamicCapacity } from './cxl-add-dynamic-capacity.js';
import { cxlReleaseDynamicCapacity } from './cxl-release-dynamic-capacity.js';
import { systemReset } from './system-reset.js';

/** Every QMP command whose arguments are known. Add one: a file beside this one, a line here. */
const COMMANDS: readonly QmpCommand[] = [cxlAddDynamicCapacity, cxlReleaseDynamicCapacity, systemReset];

/** The known QMP commands by name. */
export const qmpCommands: ReadonlyMap<string, QmpCommand> = new Map(COMMANDS.map((command) => [command.name, command]));
