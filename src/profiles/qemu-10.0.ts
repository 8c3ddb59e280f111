import { commandTable, type Profile } from '../device/profile.js';
import {
  fabricManagerHandlers,
  logicalDeviceHandlers,
  primaryMailboxHandlers,
  qmpHandlers,
  switchHandlers,
} from '../handlers/index.js';

export const qemu100: Profile = {
  name: 'qemu-10.0',
  title: 'QEMU 10.0.2, cxl-type3 with Dynamic Capacity',
  evidence: 'measured',
  source: 'compared answer by answer with the running device',
  constants: {
    payloadBytes: 2048,
    eventLogRecordsMax: 8,
    extentsMax: 512,
    extentsPerAnswerMax: 50,
    poisonRecordsMax: 256,
    firmwareImageBytesMax: 0x2000000,
  },
  behaviours: {
    statusBackgroundBit: 'until-first-percent',
    extentBudget: 'accepted',
    dynamicCapacityEvent: 'host-id',
    commandEffectBits: 'without-abort',
    identifyMessageSize: 'constant',
    alertConfiguration: 'field-by-field',
    mediaOperationBacking: 'unchecked-at-first-byte',
    generationNumber: 'constant',
    fabricManagerLengths: 'unchecked',
    fabricManagerTarget: 'ignored',
    fabricManagerFaults: 'dies',
    forcedRelease: 'announced-only',
    switchTimestamp: 'dies',
    resetDuringBackground: 'dies-at-next-tick',
  },
  commands: {
    primary: commandTable(primaryMailboxHandlers),
    fm: commandTable(fabricManagerHandlers),
    ld0: commandTable(logicalDeviceHandlers),
    switch: commandTable(switchHandlers),
  },
  qmp: new Map(qmpHandlers.map((handler) => [handler.command.name, handler])),
};
