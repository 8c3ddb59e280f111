import { specText } from '../base/spec.js';
import type { Field, Spelling } from '../layout/field.js';
import type { Message } from '../layout/message.js';
import { mailboxCommandsByKey } from '../mailbox/index.js';

/** JSON Schema, as far as payloads need it. */
export interface Fragment {
  readonly [keyword: string]: unknown;
}

/** For each command by name: which fields its request and its response may have. */
export function payloadRules(): readonly Fragment[] {
  const rules = [...mailboxCommandsByKey].map(([key, { name, spec, request, response }]) => ({
    if: { properties: { mailbox: { const: key } }, required: ['mailbox'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited
    then: {
      properties: {
        request: payload(request, `Request of ${name} (${specText(spec)}). Fields that are left out are zero.`),
        response: payload(response, `Response of ${name} (${specText(spec)}). Only the fields written are compared.`),
      },
    },
  }));
  // First, since editors take the first text where nothing says yet which command it is.
  return [OF_OPCODES, ...rules];
}

/** A command that is named by its opcode, or not yet. */
const OF_OPCODES: Fragment = {
  if: { properties: { mailbox: { enum: [...mailboxCommandsByKey.keys()] } }, required: ['mailbox'] },
  else: {
    properties: {
      request: { type: 'object', description: 'Fields of the request. Fields that are left out are zero.' },
      response: { type: 'object', description: 'Fields of the answer. Only the fields written are compared.' },
    },
  },
};

function payload(layout: Message<unknown>, description: string): Fragment {
  const properties: Record<string, Fragment> = {};
  for (const [name, field] of Object.entries(layout.members())) {
    const fragment = fieldFragment(field);
    const list = { type: 'array', items: fragment, description: `A list: ${field.describe}.` };
    properties[name] = name === layout.listName ? list : fragment;
  }
  if (layout.restName !== null) properties[layout.restName] = { ...spelled({ kind: 'bytes' }), description: REST };
  const isEmpty = Object.keys(properties).length === 0;
  const empty = isEmpty ? { description: `${description.replace(/\. .*/, '')}: it has no fields.` } : { description };
  return { ...empty, type: 'object', properties, additionalProperties: false };
}

const REST = 'Bytes to the end of the payload, as hex digits.';

/** Fields of fields become objects; a plain value is spelled as its layout says. */
function fieldFragment(field: Field<unknown>): Fragment {
  const { spelling } = field;
  const members = spelling?.kind === 'list' ? null : field.members();
  const described = { description: description(field) };
  if (members === null) return spelling === undefined ? described : { ...spelled(spelling), ...described };
  const properties = Object.fromEntries(Object.entries(members).map(([name, one]) => [name, fieldFragment(one)]));
  const whole = { type: 'object', properties, additionalProperties: false };
  return spelling === undefined ? { ...whole, ...described } : { anyOf: [whole, spelled(spelling)], ...described };
}

function description({ spelling, describe }: Field<unknown>): string {
  if (spelling?.kind === 'name') return 'By name or number.';
  if (spelling?.kind === 'flags') return `${spelling.bits} bits by name, or as one number.`;
  if (spelling?.kind !== 'integer') return `${describe.slice(0, 1).toUpperCase()}${describe.slice(1)}.`;
  const { bits, isSigned } = spelling;
  return `${isSigned ? 'A signed' : 'A'} ${bits}-bit number${bits < 32 ? '' : '; it may carry KiB MiB GiB TiB'}.`;
}

const SIZE = '^(0[xX][0-9a-fA-F]+|[0-9]+)(KiB|MiB|GiB|TiB)?$';

/** Scalars of one type each: several may match a value, so the types stand in one list. Unquoted hex may look like a number. */
function spelled(spelling: Spelling): Fragment {
  switch (spelling.kind) {
    case 'integer': {
      const { bits, isSigned } = spelling;
      // Beyond 32 bits editors round, and a bound would refuse the largest values.
      const bounds = bits > 32 ? {} : { maximum: 2 ** (isSigned ? bits - 1 : bits) - 1 };
      const minimum = isSigned ? -(2 ** (bits - 1)) : 0;
      return { type: ['integer', 'string'], minimum, ...bounds, pattern: SIZE };
    }
    case 'name':
      return { anyOf: [{ enum: Object.keys(spelling.values) }, spelled(spelling.other)] };
    case 'flags': {
      const properties = spelling.ranges.map(({ name, width }) => {
        const number = spelled({ kind: 'integer', bits: width });
        return [
          name,
          width === 1 ? { type: ['boolean', ...(number['type'] as string[])], maximum: 1 } : number,
        ] as const;
      });
      const flags = { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
      return { anyOf: [flags, spelled({ kind: 'integer', bits: spelling.bits })] };
    }
    case 'list':
      return { type: 'array', items: fieldFragment(spelling.element), maxItems: spelling.countMax };
    case 'uuid':
      return { type: ['string', 'null'], pattern: UUID };
    case 'bytes':
      return { type: ['string', 'number'], pattern: '^([0-9a-fA-F]{2}|\\s)*$' };
    case 'text':
      return { type: ['string', 'number'] };
  }
}

const UUID = '^[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$';
