import { z } from 'zod';
import { REGISTER_NAMES } from './events.js';
import { common, expect, mailbox, origin, qmp } from './schema-commands.js';
import { duration, size } from './schema-scalars.js';

/** A step whose fields may also stand in a map below its first key. */
const flat = <S extends z.ZodRawShape>(shape: S, title: string, description: string) =>
  z.strictObject({ ...shape, ...common }).meta({ title, description });

const access = z.enum(['read', 'write']);
const clockStep = z.union([
  duration('How far the virtual clock was stepped.'),
  z.strictObject({
    advanceNs: duration('The step.'),
    virtualNs: duration('The clock afterwards.').nullable().optional(),
  }),
]);
const signal = z
  .string()
  .regex(/^SIG[A-Z0-9]+$/)
  .nullable();
const lastWords = {
  text: z.string().optional(),
  hung: z.boolean().meta({ description: 'Killed, since it never returned.' }).optional(),
};

/** Every kind of step. */
export const steps = [
  mailbox,
  qmp,
  expect,
  flat(
    {
      clock: clockStep,
      virtualNs: duration('The clock afterwards; null where the device died in the step.').nullable().optional(),
    },
    'Clock step',
    'Time passes: background operations go on.',
  ),
  flat(
    {
      register: z.enum(REGISTER_NAMES),
      access: access.optional(),
      offset: z.int().min(0).optional(),
      size: z.int().min(1).max(8).optional(),
      value: size('What was read or written.').optional(),
      ...origin,
    },
    'Register access',
    'A read compares the value; access is read where nothing is said.',
  ),
  flat({ reset: z.union([z.null(), z.literal(true), z.strictObject({})]) }, 'Reset', 'The machine was reset.'),
  flat(
    { crash: z.union([signal, z.strictObject({ signal, ...lastWords })]), ...lastWords },
    'Crash',
    'The device process died here; the step before got no answer.',
  ),
  flat(
    { log: z.string(), source: z.string().optional(), severity: z.string().optional() },
    'Log line',
    'A line of QEMU (default) or of the guest.',
  ),
  flat({ 'qmp-event': z.string(), data: z.unknown().optional() }, 'QMP event', 'QEMU announced something.'),
  flat(
    { decoder: z.string(), action: z.string(), baseAddress: size('Host physical address.'), sizeBytes: size('Size.') },
    'HDM decoder',
    'A decoder was committed or uncommitted.',
  ),
  flat(
    {
      memory: access,
      windowOffset: size('Offset in the fixed memory window.'),
      size: z.int().min(1).max(8).optional(),
      value: size('What was read or written.').optional(),
    },
    'Memory access',
    'The guest touched a fixed memory window.',
  ),
  flat({ note: z.string() }, 'Note', 'A word for people.'),
] as const;
