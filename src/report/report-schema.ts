import { z } from 'zod';
import { SEVERITIES } from '../divergence/severity.js';

/** The reports for scripts as schemas: `replay --json`, `decode --json` and `check --reporter json`. */

const json = z.unknown();
const count = z.int().min(0);
const line = z.int().min(0).meta({ description: 'Line in the file where the record begins.' });
const lines = z
  .tuple([z.int(), z.int()])
  .meta({ description: 'First and last line of a record that several lines made.' });
const source = z.string().optional().meta({ description: 'Which machine of the file: each is a trace of its own.' });
/** Integers above 2^53-1 are "0x…" strings. */
const integer = z.union([z.number(), z.string().regex(/^-?0x[0-9a-f]+$/)]);

const issue = z
  .looseObject({
    code: z.string(),
    line,
    file: z.string().optional().meta({ description: 'The file that `line` is of, where several make the trace.' }),
    column: z.int().min(1).optional(),
    byteOffset: count.optional(),
    message: z.string(),
  })
  .meta({ id: 'issue', title: 'Issue', description: 'What could not be read, or reads oddly.' });

const divergence = z
  .looseObject({
    code: z.string().meta({ description: 'Stable, kebab-case; `explain CODE` says more.' }),
    basis: z.enum(['replay', 'expectation', 'rule']),
    severity: z.enum(SEVERITIES),
    seq: count,
    line,
    source: z
      .string()
      .optional()
      .meta({ description: 'The file that `line` is of, where several make the trace (--merge).' }),
    lines: lines.optional(),
    event: z.string().meta({ description: 'The record in words.' }),
    path: z.string().meta({ description: 'The field in the decoded answer.', examples: ['response.extents[3].tag'] }),
    recorded: json,
    replayed: json,
    payloadOffset: count.nullable(),
    message: z.string(),
    because: z.string(),
    spec: z.array(z.string()),
    followsFrom: count.nullable().meta({ description: 'The record whose divergence this one follows from.' }),
    origin: count.optional().meta({ description: 'The record at which it went wrong, where that is another.' }),
    causes: z
      .array(z.looseObject({ text: z.string(), fits: z.boolean(), why: z.string() }))
      .optional()
      .meta({ description: 'What it may come from, as far as the trace speaks for it or rules it out.' }),
  })
  .meta({ id: 'divergence', title: 'Divergence', description: 'Where a trace and what it is measured against part.' });

const trace = z
  .looseObject({
    file: z.string(),
    source,
    format: z.string().nullable(),
    profile: z.string().nullable(),
    events: count.meta({ description: 'Records read after the device record.' }),
    compared: count.meta({ description: 'Recorded answers that the engine also gave.' }),
    matched: count.meta({ description: 'Of these, identical.' }),
    unmodelled: count.meta({ description: 'Recorded answers outside the model, never counted as matched.' }),
    divergences: z.array(divergence),
    filteredOut: count.optional().meta({ description: 'With --filter: how many divergences it left out.' }),
    inferred: z.array(z.looseObject({ what: z.string(), value: json, line: z.int().nullable() })),
    issues: z.array(issue),
    finalState: z.string().nullable(),
  })
  .meta({ id: 'trace', title: 'Trace', description: 'What the replay of one file came to.' });

const summary = z.looseObject({
  traces: count,
  events: count,
  compared: count,
  matched: count,
  divergences: z.looseObject({ error: count, warning: count, note: count }),
  issues: count,
});

const difference = z.looseObject({
  file: z.string(),
  seq: count,
  line,
  path: z.string(),
  values: z.record(z.string(), json),
});

/** `replay --json`. */
const replayReportSchema = z
  .looseObject({
    cxltraceReport: z.literal(1),
    traces: z.array(trace),
    summary,
    differences: z
      .array(difference)
      .meta({ description: 'With several profiles: where they answer differently.' })
      .optional(),
  })
  .meta({ title: 'Replay report', description: 'What `cxltrace replay --json` prints.' });

const event = z
  .looseObject({
    kind: z.string(),
    seq: count,
    file: z.string().optional().meta({ description: 'The file that `line` is of, where several make the trace.' }),
    line,
    lines: lines.optional(),
    timeNs: integer.nullable(),
    opcode: z.string().optional(),
    name: z.string().nullable().optional(),
    request: json.optional(),
    requestHex: z.string().nullable().optional(),
    returnCode: z.int().nullable().optional(),
    returnCodeName: z.string().nullable().optional(),
    response: json.optional(),
    responseHex: z.string().optional(),
    background: z.boolean().optional(),
  })
  .meta({ id: 'event', title: 'Event', description: 'One record, typed; every kind keeps its own members.' });

const decoded = z.looseObject({
  file: z.string(),
  source,
  format: z.string().nullable(),
  events: z.array(event),
  device: z
    .looseObject({ kind: z.literal('device'), line })
    .optional()
    .meta({ description: 'The device record, of a trace that has one.' }),
  issues: z.array(issue),
  issuesNotListed: count.optional().meta({ description: 'How many more there are.' }),
});

/** `decode --json`. */
const decodeReportSchema = z
  .looseObject({ cxltraceDecode: z.literal(1), traces: z.array(decoded) })
  .meta({ title: 'Decode report', description: 'What `cxltrace decode --json` prints.' });

const checked = z
  .looseObject({
    file: z.string(),
    source,
    title: z.string().nullable(),
    format: z.string().nullable(),
    profile: z.string().nullable(),
    outcome: z.enum(['passed', 'failed', 'unusable']),
    durationMs: count.meta({ description: 'Wall clock, for people.' }),
    expectations: z.looseObject({ held: count, failed: count }),
    expectedDivergences: count.meta({ description: 'Divergences that an expectation of the trace lists.' }),
    failing: z
      .array(divergence)
      .meta({ description: 'Failed expectations, and divergences of severity error that none lists.' }),
    failingCount: count.meta({ description: 'All of them, where not all are listed.' }),
    issues: z.array(issue),
    issueCount: count,
  })
  .meta({ id: 'checked', title: 'Checked trace', description: 'What the check of one trace came to.' });

/** `check --reporter json`; `--merge` reads it. */
const checkReportSchema = z
  .looseObject({
    cxltraceCheck: z.literal(1),
    shard: z.string().nullable().meta({ description: 'Which part of the whole, like 2/4; null for all of it.' }),
    traces: z.array(checked),
    notRun: count.meta({ description: 'Traces that --bail left out.' }),
    summary: z.looseObject({ traces: count, passed: count, failed: count, unusable: count }),
  })
  .meta({ title: 'Check report', description: 'What `cxltrace check --reporter json` prints.' });

/** Either report: they tell themselves apart by their first key. */
export const reportSchema = z
  .union([replayReportSchema, decodeReportSchema, checkReportSchema])
  .meta({ title: 'cxltrace report', description: 'The JSON reports of cxltrace.' });
