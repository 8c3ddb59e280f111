import { defineQmpCommand } from './command.js';
import { CxlEventLog } from './event-log.js';
import { listOf, object, optional, required, str, u8, u16, u32, u64 } from './schema.js';

export const cxlInjectDramEvent = defineQmpCommand(
  'cxl-inject-dram-event',
  'Put a DRAM event into an event log',
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
    'nibble-mask': optional(u32),
    'bank-group': optional(u8),
    bank: optional(u8),
    row: optional(u32),
    column: optional(u16),
    'correction-mask': optional(listOf(u64)),
  }),
);
