import type { Profile } from '../device/profile.js';
import { lazyQmpHandlers } from '../handlers/index.js';
import { qemu102 } from './qemu-10.2.js';

/** QEMU with memory that comes with the offers: a type of backend of its own, mapped when the host accepts. */
export const qemuLazyRfc: Profile = {
  ...qemu102,
  name: 'qemu-lazy-rfc',
  title: 'QEMU 10.2.2 with the tagged memory series of 27 November 2025',
  evidence: 'measured',
  source: 'compared answer by answer with the running device',
  behaviours: {
    ...qemu102.behaviours,
    operatorTag: 'used',
    lazyCapacity: 'by-tag',
    operatorTagMissing: 'dies',
    tagProperty: 'own-type',
    acceptMatch: 'exact',
    acceptRollback: 'none',
    tagOnMapping: 'kept',
    mappedFlagOnRelease: 'kept',
    mappedPartRelease: 'refused',
    releaseByTag: 'extent-tag',
    tagInReleaseEvent: 'zero',
    directSlots: 'in-turn',
    missingDetailLine: 'lower-case',
    emptyMemoryAccess: 'dies',
  },
  qmp: new Map([...qemu102.qmp, ...lazyQmpHandlers.map((handler) => [handler.command.name, handler] as const)]),
};
