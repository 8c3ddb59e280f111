import { defineQmpCommand } from './command.js';
import { CxlEventLog } from './event-log.js';
import { i16, object, required, str, u8, u32 } from './schema.js';

export const cxlInjectMemoryModuleEvent = defineQmpCommand(
  'cxl-inject-memory-module-event',
  'Put a memory module event into an event log',
  object({
    path: required(str),
    log: required(CxlEventLog),
    flags: required(u8),
    type: required(u8),
    'health-status': required(u8),
    'media-status': required(u8),
    'additional-status': required(u8),
    'life-used': required(u8),
    temperature: required(i16),
    'dirty-shutdown-count': required(u32),
    'corrected-volatile-error-count': required(u32),
    'corrected-persistent-error-count': required(u32),
  }),
);
