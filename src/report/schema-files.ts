import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import type { Profile } from '../device/profile.js';
import { divergenceKinds } from '../divergence/index.js';
import { recordSchema } from '../schema/recording-schema.js';
import { expectFileSchema } from '../schema/schema-expect.js';
import { traceSchema } from '../schema/trace-schema.js';
import { reportSchema } from './report-schema.js';

/** A file of schemas/ as it should be. */
export interface SchemaFile {
  readonly name: string;
  readonly text: string;
}

/** The published schemas. Add one: its definition, a line here; `UPDATE_GOLDEN=1 npm test` writes it. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  'trace.schema.json': traceSchema,
  'recording.schema.json': recordSchema,
  'expect.schema.json': expectFileSchema,
  'report.schema.json': reportSchema,
};

/** JSON Schema draft 7: what editors' YAML support reads. */
export const schemaFiles = (profiles: readonly Pick<Profile, 'name' | 'title'>[]): readonly SchemaFile[] =>
  Object.entries(SCHEMAS).map(([name, schema]) => {
    const written = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
    const { $schema, ...rest } = withTypesJoined(written as JsonValue) as JsonObject;
    const definitions = isJsonObject(rest['definitions']) ? rest['definitions'] : {};
    const words = { ...definitions, ...wordsFor(definitions, profiles) };
    const whole = {
      $schema,
      $id: `cxltrace/schemas/${name}`,
      ...rest,
      ...('definitions' in rest && { definitions: words }),
    };
    return { name, text: `${JSON.stringify(whole, null, 2)}\n` };
  });

/** Words that the definitions of a trace cannot know, since a trace knows neither engines nor rules. */
function wordsFor(definitions: JsonObject, profiles: readonly Pick<Profile, 'name' | 'title'>[]): JsonObject {
  const found: Record<string, JsonValue> = {};
  const { divergenceCode, profile } = definitions;
  if (isJsonObject(divergenceCode)) {
    const { pattern: _pattern, ...rest } = divergenceCode;
    const codes = divergenceKinds.map(({ code }) => code);
    found['divergenceCode'] = { ...rest, enum: codes, enumDescriptions: divergenceKinds.map(({ title }) => title) };
  }
  if (isJsonObject(profile)) {
    const { type, ...rest } = profile;
    const known = { enum: profiles.map(({ name }) => name), enumDescriptions: profiles.map(({ title }) => title) };
    // A trace may name an engine that is not here: it is replayed against another, and that is said.
    found['profile'] = { ...rest, anyOf: [known, { type: type ?? 'string' }] };
  }
  return found;
}

const SCALARS = ['string', 'number', 'integer', 'boolean', 'null'];

/** One list of types for `anyOf` plain scalars of different types: editors then show one help text, not one for each. */
function withTypesJoined(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withTypesJoined);
  if (!isJsonObject(value)) return value;
  const schema = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withTypesJoined(one)]));
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf)) return schema;
  const parts = anyOf.filter(isJsonObject);
  const types = parts.flatMap(({ type }) => type ?? []);
  const isPlain = parts.every((part) => part['type'] !== undefined && !('enum' in part) && !('const' in part));
  const isScalar = types.every((type) => SCALARS.includes(String(type))) && new Set(types).size === types.length;
  return isPlain && isScalar ? { ...Object.assign({}, ...parts), ...rest, type: types } : schema;
}
