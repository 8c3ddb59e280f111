import { commandTable, type Profile } from '../device/profile.js';
import {
  fabricManagerHandlers,
  laterFabricManagerHandlers,
  laterPrimaryMailboxHandlers,
  laterSwitchHandlers,
  logicalDeviceHandlers,
  primaryMailboxHandlers,
  qmpHandlers,
  switchHandlers,
} from '../handlers/index.js';

export const qemu102: Profile = {
  name: 'qemu-10.2',
  title: 'QEMU 10.2.2, cxl-type3 with Dynamic Capacity and the fabric manager commands',
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
    statusBackgroundBit: 'until-complete',
    extentBudget: 'accepted-and-pending',
    dynamicCapacityEvent: 'extents-available',
    commandEffectBits: 'abort-in-bit-7',
    identifyMessageSize: 'payload-limit',
    alertConfiguration: 'field-by-field',
    mediaOperationBacking: 'unchecked-at-first-byte',
    generationNumber: 'constant',
    fabricManagerLengths: 'unchecked',
    fabricManagerTarget: 'ignored',
    fabricManagerFaults: 'dies',
    forcedRelease: 'announced-only',
    switchTimestamp: 'dies',
    resetDuringBackground: 'completes-at-next-tick',
  },
  commands: {
    primary: commandTable([...primaryMailboxHandlers, ...laterPrimaryMailboxHandlers]),
    fm: commandTable([...fabricManagerHandlers, ...laterFabricManagerHandlers]),
    ld0: commandTable(logicalDeviceHandlers),
    switch: commandTable([...switchHandlers, ...laterSwitchHandlers]),
  },
  qmp: new Map(qmpHandlers.map((handler) => [handler.command.name, handler])),
};
