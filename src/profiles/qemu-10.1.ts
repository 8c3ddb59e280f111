import type { Profile } from '../device/profile.js';
import { qemu102 } from './qemu-10.2.js';

/**
 * What is dated to this version: extents that are only offered count (fe63feb7e8), the fabric manager's commands and
 * their events (42cbc937d4, fdd48ce20c). Nothing else that 10.2 does otherwise than 10.0 is known to be newer than 10.1.
 */
export const qemu101: Profile = {
  ...qemu102,
  name: 'qemu-10.1',
  title: 'QEMU 10.1, cxl-type3 with Dynamic Capacity and the fabric manager commands',
  evidence: 'read',
  source: 'the dates of QEMU commits fe63feb7e8, 42cbc937d4 and fdd48ce20c; otherwise taken to be as in 10.2',
};
