import { cxl31 } from '../base/spec.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u8, u16, u32, u64 } from '../layout/integers.js';
import { counted, countedWithOptional } from '../layout/message.js';
import { struct } from '../layout/struct.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.5.3', 'Media Operations');

/** A stretch of device memory to sanitize or to zero. */
export const MediaRange = struct({ spec, sizeBytes: 16 }, { startDpa: u64(), lengthBytes: u64() });

const SupportedOperation = struct({ spec, sizeBytes: 2 }, { operationClass: u8(), operationSubclass: u8() });

export const mediaOperations = defineCommand({
  opcode: 0x4402,
  spec,
  request: countedWithOptional(
    { spec, sizeBytes: 8 },
    { operationClass: u8(), operationSubclass: u8(), reserved: reserved(2), rangeCount: count(u32()) },
    { name: 'ranges', element: MediaRange, countName: 'rangeCount' },
    // What discovery asks for, which has no ranges.
    { startingOperation: u16(), operationCount: u16() },
  ),
  // Discovery alone answers with a payload.
  response: counted(
    { spec, sizeBytes: 12 },
    { granularityBytes: u64(), totalOperations: u16(), operationsReturned: count(u16()) },
    { name: 'operations', element: SupportedOperation, countName: 'operationsReturned' },
  ),
});
