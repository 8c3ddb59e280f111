import { z } from 'zod';
import { SIDES } from '../trace/sides.js';
import { name, size, start } from './schema-scalars.js';
import { steps } from './schema-steps.js';

/**
 * The written trace as a schema: for editors, which show its texts, and for tools. The reader does its own checks, since
 * it can say where and what was meant; this file says the same language.
 */

const dynamicCapacity = z
  .union([
    z.strictObject({
      size: size('Capacity of the memory device behind all regions.'),
      regions: z.int().min(0).max(255),
    }),
    z.strictObject({
      totalSize: size('Capacity that is promised; backends are attached by tag at run time (dc-regions-total-size).'),
      regions: z.int().min(0).max(255),
    }),
  ])
  .meta({ description: 'Dynamic Capacity: its size and the number of equal regions.' });

const device = z
  .strictObject({
    volatile: size('Volatile capacity.').optional(),
    persistent: size('Persistent capacity; it needs an LSA.').optional(),
    lsa: size('Label storage area.').optional(),
    dynamicCapacity: dynamicCapacity.optional(),
    qomPath: name("The device's path in QEMU.", '/machine/peripheral/cxl-dcd0').optional(),
    serialNumber: size('All ones where the device has none.').optional(),
    behindSwitch: z.boolean().meta({ description: 'A switch CCI exists and reaches the FM-owned LD.' }).optional(),
    mailboxAddress: size('Guest-physical address of the mailbox: tells devices apart.').optional(),
  })
  .meta({ id: 'device', title: 'Device', description: 'How the device was made. What is left out, it has not.' });

/** A whole written trace. */
export const traceSchema = z
  .strictObject({
    cxltrace: z.literal(1).meta({ description: 'The version of the trace format.' }),
    title: z.string().meta({ description: 'What the trace shows, in one line.' }).optional(),
    profile: z.string().meta({ id: 'profile', description: 'The engine that the trace should match.' }).optional(),
    recordedFrom: name('Where the trace is from.', 'hand-written').optional(),
    start: start.optional(),
    unrecorded: z
      .array(z.enum(SIDES))
      .meta({ description: 'The sides whose commands are left out: what they did is concluded.' })
      .optional(),
    device: device.meta({ description: 'The device, where there is one.' }).optional(),
    devices: z
      .array(device)
      .meta({ description: 'All devices, where there are several; the first is the default.' })
      .optional(),
    steps: z.array(z.union(steps)).meta({ description: 'What happened, in order.' }),
  })
  .meta({ title: 'cxltrace trace', description: 'A trace of CXL Dynamic Capacity that people write.' });
