import { z } from 'zod';
import { REGISTER_NAMES } from '../trace/events.js';
import { common, expect, mailbox, origin, qmp } from './schema-commands.js';
import { duration, size } from './schema-scalars.js';

/** A step whose fields stand beside its first key, which says the main one, or in a map below it. */
function plainStep(
  kind: string,
  main: string,
  value: z.ZodType,
  others: z.ZodRawShape,
  [title, description]: readonly [string, string],
) {
  const beside = z.strictObject({ [kind]: value, ...others, ...common }).meta({ title, description });
  const fields = z.strictObject({ [main]: value, ...others }).meta({ description });
  const below = z.strictObject({ [kind]: fields, ...common }).meta({ title, description });
  return z.union([beside, below]).meta({ title, description });
}

const access = z.enum(['read', 'write']).meta({ description: 'Which of the two it was.' });
const width = z.int().min(1).max(8).meta({ description: 'How many bytes it touched at once.' }).optional();
const touched = size('What was read or written.').nullable().optional();
const text = (description: string) => z.string().meta({ description });

const signal = z
  .string()
  .regex(/^SIG[A-Z0-9]+$/)
  .nullable()
  .meta({ description: 'What killed it, like SIGSEGV; null where that is not known.' });

const reset = z
  .strictObject({
    reset: z.union([z.null(), z.literal(true), z.strictObject({})]).meta({ description: 'It takes no value.' }),
    ...common,
  })
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
    z.enum(REGISTER_NAMES).meta({ description: 'Which register of the device.' }),
    {
      access: access.optional(),
      offset: z.int().min(0).meta({ description: "Bytes from the register's start." }).optional(),
      size: width,
      value: touched,
      ...origin,
    },
    ['Register access', 'A read compares the value; access is read where nothing is said.'],
  ),
  plainStep(
    'crash',
    'signal',
    signal,
    {
      text: text('Its last words.').optional(),
      hung: z.boolean().meta({ description: 'Killed, since it never returned.' }).optional(),
    },
    ['Crash', 'The device process died here; the step before got no answer.'],
  ),
  plainStep(
    'log',
    'text',
    text('The line.'),
    { source: text('Who printed it; qemu where it is not said.').optional(), severity: text('As printed.').optional() },
    ['Log line', 'A line of QEMU (where no source is said) or of the guest.'],
  ),
  plainStep(
    'qmp-event',
    'event',
    text("The event, by QEMU's name."),
    { data: z.unknown().meta({ description: 'What it carried.' }).optional() },
    ['QMP event', 'QEMU announced something.'],
  ),
  plainStep(
    'decoder',
    'decoder',
    text('The decoder, like decoder3.0.'),
    {
      action: text('What was done, like commit or uncommit.'),
      baseAddress: size('Host physical address.'),
      sizeBytes: size('Size.'),
    },
    ['HDM decoder', 'A decoder was committed or uncommitted.'],
  ),
  plainStep(
    'memory',
    'access',
    access,
    { windowOffset: size('Offset in the fixed memory window.'), size: width, value: touched },
    ['Memory access', 'The guest touched a fixed memory window.'],
  ),
  plainStep('note', 'text', text('The word.'), {}, ['Note', 'A word for people.']),
] as const;
