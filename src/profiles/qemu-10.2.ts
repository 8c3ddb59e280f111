import { commandTable, type Profile } from '../device/profile.js';
import {
  fabricManagerHandlers,
  laterFabricManagerHandlers,
  laterPrimaryMailboxHandlers,
  laterSwitchHandlers,
  logicalDeviceHandlers,
  primaryMailboxHandlers,
  switchHandlers,
} from '../handlers/index.js';
import { qemu100 } from './qemu-10.0.js';

export const qemu102: Profile = {
  name: 'qemu-10.2',
  title: 'QEMU 10.2.2, cxl-type3 with Dynamic Capacity and the fabric manager commands',
  evidence: 'measured',
  source: 'compared answer by answer with the running device',
  // A lock stands between.
  constants: { ...qemu100.constants, firmwareBehindLogAt: 88 },
  behaviours: {
    ...qemu100.behaviours,
    statusBackgroundBit: 'until-complete',
    resetDuringBackground: 'completes-at-next-tick',
    commandEffectBits: 'abort-in-bit-7',
    identifyMessageSize: 'payload-limit',
    dynamicCapacityEvent: 'extents-available',
    extentBudget: 'accepted-and-pending',
  },
  commands: {
    primary: commandTable([...primaryMailboxHandlers, ...laterPrimaryMailboxHandlers]),
    fm: commandTable([...fabricManagerHandlers, ...laterFabricManagerHandlers]),
    ld0: commandTable(logicalDeviceHandlers),
    switch: commandTable([...switchHandlers, ...laterSwitchHandlers]),
  },
  qmp: qemu100.qmp,
};
