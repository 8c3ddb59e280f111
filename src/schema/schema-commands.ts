import { z } from 'zod';
import { qmpCommands } from '../qmp/index.js';
import { argumentRules } from './argument-schema.js';
import { payloadRules } from './payload-schema.js';
import { expectation } from './schema-expect.js';
import { bytes, commandNames, duration, opcode, returnCode, size } from './schema-scalars.js';

/** Keys of every step. */
export const common = { timeNs: duration('When it happened, since the recording began.').optional() };
export const origin = {
  mailboxAddress: size('Which device, where there are several.').optional(),
  deviceId: z.string().meta({ description: "The device's name, where its source has one." }).optional(),
};

/** A mailbox command and its answer. */
export const mailbox = z
  .strictObject({
    mailbox: z
      .union([commandNames, opcode])
      .meta({ description: "The command's name, or its opcode as in 0x4802 or 4802h." }),
    // What may stand in them depends on the command: payloadRules.
    request: z.looseObject({}).optional(),
    requestHex: bytes('The request as bytes, instead of fields.').optional(),
    requestLength: z
      .int()
      .min(0)
      .max(0xf_ffff)
      .meta({ description: 'What the length register claims, where it is more.' })
      .optional(),
    returnCode: returnCode.nullable().optional(),
    response: z.looseObject({}).optional(),
    responseHex: bytes('The answer as bytes: all of them are compared.').optional(),
    responseLength: z
      .int()
      .min(0)
      .meta({ description: 'The length that the device stated, where fewer bytes were read.' })
      .optional(),
    whole: z
      .boolean()
      .meta({ description: 'The response is all of the answer: what it leaves out is zero, and bytes are compared.' })
      .optional(),
    background: z.boolean().meta({ description: 'Bit 0 of the status register after the command.' }).optional(),
    cci: z
      .enum(['primary', 'switch', 'fm'])
      .meta({ description: 'The command interface; primary where nothing is said.' })
      .optional(),
    tunnel: z
      .strictObject({
        requestHex: bytes('Request of 5300h.'),
        returnCode: returnCode.nullable().optional(),
        responseHex: bytes('Its answer.').nullable().optional(),
      })
      .meta({ description: 'The outer 5300h that carried the command.' })
      .optional(),
    ...origin,
    ...common,
  })
  .meta({
    title: 'Mailbox command',
    description: 'A command through the mailbox, and what came back.',
    allOf: payloadRules(),
  });

const qmpNames = z
  .enum([...qmpCommands.keys()] as [string, ...string[]])
  .meta({ enumDescriptions: [...qmpCommands.values()].map(({ summary }) => summary) });

const error = z.union([z.string(), z.strictObject({ class: z.string().optional(), desc: z.string().optional() })]);
/** A QMP command and its answer. */
export const qmp = z
  .strictObject({
    qmp: z.union([qmpNames, z.string()]).meta({ description: "A QMP command, by QEMU's name." }),
    arguments: z.unknown().optional(),
    return: z.unknown().meta({ description: 'What came back; left out: not compared.' }).optional(),
    error: error.meta({ description: "QEMU's refusal: its text, or class and desc." }).optional(),
    ...common,
  })
  .meta({ title: 'QMP command', description: 'What the operator asked QEMU to do.', allOf: argumentRules() });

/** What must hold. */
export const expect = z
  .strictObject({
    expect: expectation,
    ...common,
  })
  .meta({ title: 'Expectation', description: 'What must hold here, whatever was recorded.' });
