import { qmpCommands } from '../qmp/index.js';
import type { Schema } from '../qmp/schema.js';
import type { Fragment } from './payload-schema.js';

const GENERAL = "By QEMU's names; sizes may carry KiB MiB GiB TiB.";

/**
 * For each QMP command: what its arguments are called and what they may be. It says so and refuses nothing, since a
 * trace may show what QEMU says to wrong ones, and older versions spelled them differently.
 */
export const argumentRules = (): readonly Fragment[] => [
  {
    if: { properties: { qmp: { enum: [...qmpCommands.keys()] } }, required: ['qmp'] },
    else: { properties: { arguments: { description: GENERAL } } },
  },
  ...[...qmpCommands.values()].map(({ name, summary, schema }) => ({
    if: { properties: { qmp: { const: name } }, required: ['qmp'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited
    then: { properties: { arguments: { ...argument(schema), description: `${summary}. ${GENERAL}` } } },
  })),
];

function argument({ members, element, values, describe }: Schema<unknown>): Fragment {
  if (element !== undefined) return { items: argument(element), description: describe };
  if (members === undefined) return { description: describe, ...(values && { examples: values }) };
  const properties = Object.entries(members).map(([name, { schema, isOptional }]) => {
    const fragment = argument(schema);
    return [
      name,
      { ...fragment, description: `${fragment['description']}${isOptional ? ' (optional)' : ''}` },
    ] as const;
  });
  return { properties: Object.fromEntries(properties), description: describe };
}
