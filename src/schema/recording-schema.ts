import { z } from 'zod';
import { REGISTER_NAMES } from '../trace/events.js';
import { SIDES } from '../trace/sides.js';
import { start } from './schema-scalars.js';

/** A recording as a schema: what one line of it may be. Readers keep and ignore unknown keys, and so does this. */

const hex = (description: string) =>
  z
    .string()
    .regex(/^([0-9a-fA-F]{2})*$/)
    .meta({ description: `${description} Hex digits.` });
const wide = (description: string) =>
  z.union([z.number().min(0), z.string().regex(/^0x[0-9a-fA-F]{1,16}$/)]).meta({ description });
const returnCode = z.int().min(0).max(0xffff).nullable();

const device = z.looseObject({
  qomPath: z.string().optional(),
  serialNumber: wide('Serial number.').optional(),
  volatileBytes: wide('Volatile capacity.').optional(),
  persistentBytes: wide('Persistent capacity.').optional(),
  lsaBytes: wide('Label storage area.').optional(),
  dynamicCapacityBytes: wide('Dynamic Capacity behind one memory device.').optional(),
  dynamicCapacityTotalBytes: wide('Dynamic Capacity that is promised, with backends attached at run time.').optional(),
  dynamicCapacityRegions: z.int().min(0).max(255).optional(),
  behindSwitch: z.boolean().optional(),
  mailboxAddress: wide('Guest-physical address of the mailbox.').optional(),
});

const stand = {
  seq: z.int().min(1).meta({ description: '1, 2, 3, … without gaps.' }),
  timeNs: wide('Nanoseconds since the recording began.').optional(),
};

const origin = { mailboxAddress: device.shape.mailboxAddress, deviceId: z.string().optional() };
const access = z.enum(['read', 'write']);

const record = <K extends string, S extends z.ZodRawShape>(kind: K, description: string, shape: S) =>
  z.looseObject({ kind: z.literal(kind), ...stand, ...shape }).meta({ title: kind, description });

const tunnel = z.looseObject({ request: hex('Request.'), returnCode, response: hex('Answer.').nullable() });

/** One line of a recording. */
export const recordSchema = z
  .discriminatedUnion('kind', [
    z
      .looseObject({
        kind: z.literal('device'),
        cxltrace: z.literal(1),
        title: z.string().optional(),
        profile: z.string().meta({ description: 'Which engine the recording should match.' }).optional(),
        recordedFrom: z.string().optional(),
        start: start.optional(),
        unrecorded: z
          .array(z.enum(SIDES))
          .meta({ description: 'The sides of whose commands the recording shows nothing.' })
          .optional(),
        device: device.optional(),
        devices: z.array(device).optional(),
      })
      .meta({ title: 'device', description: 'The first record: what was recorded.' }),
    record('mailbox', 'A mailbox command and its answer.', {
      opcode: z
        .string()
        .regex(/^0x[0-9a-fA-F]{1,4}$/)
        .nullable()
        .meta({ description: 'Null where a tunnel refused what was in it.' }),
      request: hex('The request; null where the source shows but the command.').nullable(),
      requestLength: z.int().min(0).max(0xf_ffff).optional(),
      returnCode: returnCode.optional().meta({
        description: 'Null: no answer came, and a crash follows. Absent only where the answer is partly recorded.',
      }),
      answer: z.literal('partly-recorded').optional().meta({ description: 'The return code is not known.' }),
      response: hex('The answer; null where a tunnel refused.').nullable().optional(),
      responseLength: z.int().min(0).optional(),
      background: z.boolean().optional(),
      cci: z.enum(['primary', 'switch', 'fm']).optional(),
      tunnel: tunnel.meta({ description: 'The outer 5300h.' }).optional(),
      ...origin,
    }),
    record('qmp', 'A QMP command; neither return nor error: no answer was recorded.', {
      execute: z.string(),
      arguments: z.unknown().optional(),
      return: z.unknown().optional(),
      error: z.looseObject({ class: z.string().optional(), desc: z.string().optional() }).optional(),
    }),
    record('qmp-event', 'QEMU announced something.', { event: z.string(), data: z.unknown().optional() }),
    record('register', 'A register of the mailbox was read or written.', {
      access,
      register: z.enum(REGISTER_NAMES),
      offset: z.int().min(0).optional(),
      size: z.int().min(1).max(8),
      value: wide('What was read or written.').nullable().optional(),
      ...origin,
    }),
    record('clock', 'The virtual clock was stepped.', {
      advanceNs: wide('By this much.'),
      virtualNs: wide('The clock afterwards; null: the device died in this step.').nullable(),
    }),
    record('log', 'A line of a log.', {
      source: z.string(),
      text: z.string(),
      severity: z.string().optional(),
      deviceId: z.string().optional(),
    }),
    record('crash', 'The device process died.', {
      signal: z.string().nullable().optional(),
      text: z.string().optional(),
      hung: z.boolean().optional(),
    }),
    record('reset', 'The machine was reset.', {}),
    record('decoder', 'An HDM decoder was committed or uncommitted.', {
      action: z.string(),
      decoder: z.union([z.string(), z.number()]),
      baseAddress: wide('Host physical address.'),
      sizeBytes: wide('Size.'),
    }),
    record('memory', 'The guest touched a fixed memory window.', {
      access,
      windowOffset: wide('Offset in the window.'),
      size: z.int().min(1).max(8),
      value: wide('What was read or written.').nullable().optional(),
    }),
    record('note', 'A word for people.', { text: z.string() }),
  ])
  .meta({ title: 'cxltrace recording, one record', description: 'One line of a recording (.ndjson).' });
