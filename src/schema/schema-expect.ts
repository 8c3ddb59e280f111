import { z } from 'zod';
import { EVENT_LOGS } from '../protocol/event-records.js';
import { EXPECT_VERSION } from '../yaml/expect-file.js';
import { DEVICE, PREDICATES } from '../yaml/expectation.js';
import { code, commandNames, duration, name, opcode, returnCode, size } from './schema-scalars.js';

const count = z.int().min(0);

const extent = z
  .strictObject({
    startDpa: size('Device physical address.').optional(),
    lengthBytes: size('Length.').optional(),
    tag: z.string().nullable().meta({ description: 'A UUID; null for none.' }).optional(),
    sharedSequence: z.int().min(0).max(0xffff).meta({ description: 'Where hosts share it, its order.' }).optional(),
    reserved: z.string().meta({ description: 'Reserved bytes as hex digits, where one is not zero.' }).optional(),
  })
  .meta({ id: 'extent', title: 'Extent', description: 'Only the fields that are written are compared.' });

const backend = z
  .strictObject({
    tag: z.string().nullable().meta({ description: 'A UUID; null for none.' }).optional(),
    mapped: z.boolean().meta({ description: 'Whether a host holds it.' }).optional(),
    sizeBytes: size('Size.').optional(),
  })
  .nullable()
  .meta({ description: 'A backend, or null for one that is not there.' });

const eventLog = z.union([
  count.meta({ description: 'How many records it holds.' }),
  z.strictObject({
    records: count.meta({ description: 'How many records it holds.' }).optional(),
    overflowCount: count.meta({ description: 'How many records it lost.' }).optional(),
  }),
]);

const eventLogNames = Object.keys(EVENT_LOGS) as [string, ...string[]];

/** How each predicate is written; what it says stands in PREDICATES. */
const WRITTEN: Readonly<Record<string, z.ZodType>> = {
  accepted: z.array(extent),
  pendingGroups: z.union([count, z.array(z.array(extent))]),
  backends: z.record(z.string(), backend),
  eventLogs: z.partialRecord(z.enum(eventLogNames), eventLog),
  extentsAvailable: count,
  generationNumber: count,
  virtualNs: duration('The virtual clock.'),
  backgroundOperation: z
    .strictObject({
      opcode: z.union([commandNames, opcode]).meta({ description: 'The command, by name or opcode.' }).optional(),
      percent: z.int().min(0).max(100).meta({ description: 'How far it says it is.' }).optional(),
    })
    .nullable(),
  crashed: z.boolean(),
  returnCode,
  error: z.string().nullable(),
  log: z.array(z.string()),
  divergences: z.union([z.array(code), z.record(code, count)]),
};

const members = Object.entries(PREDICATES).map(([predicate, { describe }]) => {
  const written = WRITTEN[predicate] ?? z.unknown();
  return [predicate, written.meta({ description: `${describe[0]?.toUpperCase()}${describe.slice(1)}.` }).optional()];
});

/** What an `expect` step says. */
export const expectation = z
  .strictObject({
    [DEVICE]: name(
      'Which device it is about, by its QOM path or the end of it; the first by default.',
      'cxl-dcd0',
    ).optional(),
    ...(Object.fromEntries(members) as Record<string, z.ZodType>),
  })
  .meta({ id: 'expectation', title: 'Expectation', description: 'All that is said must hold at this place.' });

const line = z.int().min(1);

/** A place of a recording: exactly one of them. */
const placed = z.union([
  z.strictObject({ seq: count.meta({ description: 'After the record with this number.' }), expect: expectation }),
  z.strictObject({ line: line.meta({ description: 'After the record of this line.' }), expect: expectation }),
  z.strictObject({ end: z.unknown().meta({ description: 'After the last record.' }), expect: expectation }),
]);

/** `NAME.expect.yaml`: the expectations of the recording `NAME`. */
export const expectFileSchema = z
  .strictObject({
    cxltraceExpect: z.literal(EXPECT_VERSION).meta({ description: 'The version of the format.' }),
    title: z.string().meta({ description: 'What the expectations are about.' }).optional(),
    at: z.array(placed).meta({ description: 'What must hold, and where.' }),
  })
  .meta({
    title: 'cxltrace expectations',
    description: 'What must hold in a recording, in a file beside it: NAME.expect.yaml for NAME.ndjson.',
  });
