import type { Profile } from '../device/profile.js';
import { qemu100 } from './qemu-10.0.js';

/** The first version with Dynamic Capacity, before the faults that its users found were mended in the autumn of 2024. */
export const qemu91: Profile = {
  ...qemu100,
  name: 'qemu-9.1',
  title: 'QEMU 9.1, cxl-type3 with Dynamic Capacity',
  evidence: 'read',
  source: 'the messages of QEMU commits 80ee960f8d, 802671c37a and 7edbbff5ee; otherwise taken to be as in 10.0',
  behaviours: {
    ...qemu100.behaviours,
    lastEventMoreFlag: 'kept',
    extentListOrder: 'all-in-first',
    extentListLength: 'unchecked',
  },
};
