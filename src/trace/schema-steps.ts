import { z } from 'zod';
import { REGISTER_NAMES } from './events.js';
import { common, expect, mailbox, origin, qmp } from './schema-commands.js';
import { duration, size } from './schema-scalars.js';

/** A step whose fields stand beside its first key, which says the main one, or in a map below it. */
function plainStep(
  kind: string,
  main: string,
  value: z.ZodType,
  others: z.ZodRawShape,
  about: readonly [string, string],
) {
  const beside = z.strictObject({ [kind]: value, ...others, ...common });
  const below = z.strictObject({ [kind]: z.strictObject({ [main]: value, ...others }), ...common });
  return z.union([beside, below]).meta({ title: about[0], description: about[1] });
}

const access = z.enum(['read', 'write']);
const width = z.int().min(1).max(8).optional();
const touched = size('What was read or written.').nullable().optional();
const text = z.string();

const signal = z
  .string()
  .regex(/^SIG[A-Z0-9]+$/)
  .nullable()
  .meta({ description: 'What killed it, like SIGSEGV; null where that is not known.' });

const reset = z
  .strictObject({ reset: z.union([z.null(), z.literal(true), z.strictObject({})]), ...common })
  .meta({ title: 'Reset', description: 'The machine was reset.' });

/** Every kind of step. */
export const steps = [
  mailbox,
  qmp,
  expect,
  reset,
  plainStep(
    'clock',
    'advanceNs',
    duration('How far the virtual clock was stepped.'),
    { virtualNs: duration('The clock afterwards; null where the device died in the step.').nullable().optional() },
    ['Clock step', 'Time passes: background operations go on.'],
  ),
  plainStep(
    'register',
    'register',
    z.enum(REGISTER_NAMES),
    { access: access.optional(), offset: z.int().min(0).optional(), size: width, value: touched, ...origin },
    ['Register access', 'A read compares the value; access is read where nothing is said.'],
  ),
  plainStep(
    'crash',
    'signal',
    signal,
    {
      text: text.meta({ description: 'Its last words.' }).optional(),
      hung: z.boolean().meta({ description: 'Killed, since it never returned.' }).optional(),
    },
    ['Crash', 'The device process died here; the step before got no answer.'],
  ),
  plainStep('log', 'text', text, { source: text.optional(), severity: text.optional() }, [
    'Log line',
    'A line of QEMU (where no source is said) or of the guest.',
  ]),
  plainStep('qmp-event', 'event', text, { data: z.unknown().optional() }, ['QMP event', 'QEMU announced something.']),
  plainStep(
    'decoder',
    'decoder',
    text,
    { action: text, baseAddress: size('Host physical address.'), sizeBytes: size('Size.') },
    ['HDM decoder', 'A decoder was committed or uncommitted.'],
  ),
  plainStep(
    'memory',
    'access',
    access,
    { windowOffset: size('Offset in the fixed memory window.'), size: width, value: touched },
    ['Memory access', 'The guest touched a fixed memory window.'],
  ),
  plainStep('note', 'text', text, {}, ['Note', 'A word for people.']),
] as const;
