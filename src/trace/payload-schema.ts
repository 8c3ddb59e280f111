import { specText } from '../base/spec.js';
import type { Field } from '../layout/field.js';
import type { Message } from '../layout/message.js';
import { mailboxCommandsByKey } from '../mailbox/index.js';

/** JSON Schema, as far as payloads need it. */
interface Fragment {
  readonly [keyword: string]: unknown;
}

/** For each command by name: which fields its request and its response may have. */
export function payloadRules(): readonly Fragment[] {
  return [...mailboxCommandsByKey].map(([key, { name, spec, request, response }]) => ({
    if: { properties: { mailbox: { const: key } }, required: ['mailbox'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited
    then: {
      properties: {
        request: payload(request, `Request of ${name} (${specText(spec)})`),
        response: payload(response, `Response of ${name}`),
      },
    },
  }));
}

function payload(layout: Message<unknown>, title: string): Fragment {
  const properties: Record<string, Fragment> = {};
  for (const [name, field] of Object.entries(layout.members())) {
    const fragment = fieldFragment(field);
    properties[name] = name === layout.listName ? { type: 'array', items: fragment } : fragment;
  }
  if (layout.restName !== null) properties[layout.restName] = { description: 'bytes as hex' };
  return { title, type: 'object', properties, additionalProperties: false };
}

/** Fields of fields become objects; what a plain value may be is said in words, since the reader knows better. */
function fieldFragment(field: Field<unknown>): Fragment {
  const members = field.members();
  if (members === null) return { description: field.describe };
  const properties = Object.fromEntries(Object.entries(members).map(([name, one]) => [name, fieldFragment(one)]));
  const whole = { type: 'object', properties, additionalProperties: false };
  return { description: field.describe, anyOf: [whole, { type: 'array', items: whole }] };
}
