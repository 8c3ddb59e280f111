import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { ascii } from '../layout/bytes.js';
import { u16, u24, u32, u64 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.1.1', 'Identify Memory Device');

export const identifyMemoryDevice = defineCommand({
  opcode: 0x4000,
  spec,
  request: empty(spec),
  response: fixed(
    { spec, sizeBytes: 69 },
    {
      firmwareRevision: ascii(16),
      totalCapacityBlocks256MiB: u64(),
      volatileCapacityBlocks256MiB: u64(),
      persistentCapacityBlocks256MiB: u64(),
      partitionAlignmentBlocks256MiB: u64(),
      informationalLogSize: u16(),
      warningLogSize: u16(),
      failureLogSize: u16(),
      fatalLogSize: u16(),
      lsaSizeBytes: u32(),
      poisonListRecordsMax: u24(),
      injectPoisonLimit: u16(),
      poisonHandling: bits(1, { injectsPersistentPoison: 1, scansForPoison: 1, _reserved: 6 }),
      qosTelemetry: bits(1, { egressPortCongestion: 1, temporaryThroughputReduction: 1, _reserved: 6 }),
      dynamicCapacityLogSize: u16(),
    },
  ),
});
