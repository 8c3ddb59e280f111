import type { QmpCommand } from './command.js';
import { cxlAddDynamicCapacity } from './cxl-add-dynamic-capacity.js';
import { cxlInjectCorrectableError } from './cxl-inject-correctable-error.js';
import { cxlInjectDramEvent } from './cxl-inject-dram-event.js';
import { cxlInjectGeneralMediaEvent } from './cxl-inject-general-media-event.js';
import { cxlInjectMemoryModuleEvent } from './cxl-inject-memory-module-event.js';
import { cxlInjectPoison } from './cxl-inject-poison.js';
import { cxlInjectUncorrectableErrors } from './cxl-inject-uncorrectable-errors.js';
import { cxlReleaseDynamicCapacity } from './cxl-release-dynamic-capacity.js';
import { cxlReleaseDynamicCapacityStatus } from './cxl-release-dynamic-capacity-status.js';
import { objectAdd } from './object-add.js';
import { objectDel } from './object-del.js';
import { qomGet } from './qom-get.js';
import { qomSet } from './qom-set.js';
import { systemReset } from './system-reset.js';

/** Every QMP command whose arguments are known. Add one: a file beside this one, a line here. */
const COMMANDS: readonly QmpCommand[] = [
  cxlAddDynamicCapacity,
  cxlInjectCorrectableError,
  cxlInjectDramEvent,
  cxlInjectGeneralMediaEvent,
  cxlInjectMemoryModuleEvent,
  cxlInjectPoison,
  cxlInjectUncorrectableErrors,
  cxlReleaseDynamicCapacity,
  cxlReleaseDynamicCapacityStatus,
  objectAdd,
  objectDel,
  qomGet,
  qomSet,
  systemReset,
];

/** The known QMP commands by name. */
export const qmpCommands: ReadonlyMap<string, QmpCommand> = new Map(COMMANDS.map((command) => [command.name, command]));
