import { defineQmpCommand } from './command.js';
import { CxlEventLog } from './event-log.js';
import { object, optional, required, str, u8, u32, u64 } from './schema.js';

export const cxlInjectGeneralMediaEvent = defineQmpCommand(
  'cxl-inject-general-media-event',
  'Put a general media event into an event log',
  object({
    path: required(str),
    log: required(CxlEventLog),
    flags: required(u8),
    dpa: required(u64),
    descriptor: required(u8),
    type: required(u8),
    'transaction-type': required(u8),
    channel: optional(u8),
    rank: optional(u8),
    device: optional(u32),
    'component-id': optional(str),
  }),
);
