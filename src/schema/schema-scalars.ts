import { z } from 'zod';
import { mailboxCommandsByKey } from '../mailbox/index.js';
import { opcodeText } from '../protocol/opcode.js';
import { RETURN_CODE_KEYS } from '../protocol/return-codes.js';
import { STARTS } from '../trace/header.js';

/** Bytes as people say them. Numbers have no upper bound here: editors round beyond 2^53, the reader does not. */
export const size = (description: string) =>
  z
    .union([z.number().min(0), z.string().regex(/^(0[xX][0-9a-fA-F]+|[0-9]+)(KiB|MiB|GiB|TiB)?$/)])
    .meta({ description, examples: ['256MiB', '0x20000000'] });

export const duration = (description: string) =>
  z
    .union([z.number().min(0), z.string().regex(/^[0-9]+(\.[0-9]{1,9})?(ns|us|ms|s)$/)])
    .meta({ description: `${description} Nanoseconds, or with ns us ms s.`, examples: ['1s', '2.5ms'] });

/** Hex digits; unquoted ones may look like a number. */
export const bytes = (description: string) =>
  z.union([z.string().regex(/^([0-9a-fA-F]{2}|\s)*$/), z.number()]).meta({ description: `${description} Hex digits.` });

export const opcode = z.union([z.int().min(0).max(0xffff), z.string().regex(/^(0x[0-9a-fA-F]{1,4}|[0-9a-fA-F]{4}h)$/)]);

/** The commands by the names of written traces. */
export const commandNames = z.enum([...mailboxCommandsByKey.keys()] as [string, ...string[]]).meta({
  // What editors show beside each.
  enumDescriptions: [...mailboxCommandsByKey.values()].map((one) => `${one.name} (${opcodeText(one.opcode)})`),
});

export const returnCode = z
  .union([z.enum([...RETURN_CODE_KEYS.keys()] as [string, ...string[]]), z.int().min(0).max(0xffff)])
  .meta({ description: 'By name or number; null: no answer came. Left out: not compared.' });

export const code = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .meta({ id: 'divergenceCode', description: 'A divergence code; cxltrace explain says what each is.' });

export const name = (description: string, example: string) => z.string().meta({ description, examples: [example] });

/** How the device was when the trace began. */
export const start = z
  .enum(STARTS)
  .meta({ description: 'Whether the device is new where the trace begins, or may have been at work before.' });
