import { capacityBlocks, hasWholeBlocks } from '../device/capacity.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { identifyMemoryDevice } from '../mailbox/4000-identify-memory-device.js';

export const identifyMemoryDeviceHandler = defineHandler(identifyMemoryDevice, {
  concerns: ['identity'],
  handle(state, _request, { profile }) {
    if (!hasWholeBlocks(state)) return refuse(state, 'INTERNAL_ERROR');
    const { capacity } = state;
    const { eventLogRecordsMax } = profile.constants;
    const logSize = profile.behaviours.eventLogSizes === 'zero' ? 0 : eventLogRecordsMax;
    return succeed(state, {
      firmwareRevision: 'BWFW VERSION 00',
      totalCapacityBlocks256MiB: capacityBlocks(capacity.staticBytes),
      volatileCapacityBlocks256MiB: capacityBlocks(capacity.volatileBytes),
      persistentCapacityBlocks256MiB: capacityBlocks(capacity.persistentBytes),
      partitionAlignmentBlocks256MiB: 0n,
      informationalLogSize: logSize,
      warningLogSize: logSize,
      failureLogSize: logSize,
      fatalLogSize: logSize,
      lsaSizeBytes: Number(state.config.lsaBytes),
      poisonListRecordsMax: profile.constants.poisonRecordsMax,
      injectPoisonLimit: 0,
      poisonHandling: { injectsPersistentPoison: false, scansForPoison: false },
      qosTelemetry: { egressPortCongestion: false, temporaryThroughputReduction: false },
      dynamicCapacityLogSize: eventLogRecordsMax,
    });
  },
});
