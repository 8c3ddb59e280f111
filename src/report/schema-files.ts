import { z } from 'zod';
import { recordSchema } from '../trace/recording-schema.js';
import { expectFileSchema } from '../trace/schema-expect.js';
import { traceSchema } from '../trace/trace-schema.js';
import { reportSchema } from './report-schema.js';

/** A file of schemas/ as it should be. */
export interface SchemaFile {
  readonly name: string;
  readonly text: string;
}

/** The published schemas. Add one: its definition, a line here, then `node scripts/schemas.mjs`. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  'trace.schema.json': traceSchema,
  'recording.schema.json': recordSchema,
  'expect.schema.json': expectFileSchema,
  'report.schema.json': reportSchema,
};

/** JSON Schema draft 7: what editors' YAML support reads. */
export const schemaFiles = (): readonly SchemaFile[] =>
  Object.entries(SCHEMAS).map(([name, schema]) => {
    const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
    return { name, text: `${JSON.stringify({ $schema, $id: `cxltrace/schemas/${name}`, ...rest }, null, 2)}\n` };
  });
