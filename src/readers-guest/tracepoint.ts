import type { JsonObject } from '../base/json.js';
import type { EventHeaderFact, TracepointFact } from '../trace/tracepoint-facts.js';
import {
  count,
  type Dialect,
  type Field,
  field,
  flags,
  hex,
  named,
  optional,
  serial,
  stored,
  text,
  time,
  uuid,
} from './tracepoint-field.js';
import { HEADER_FLAGS, LOGS } from './tracepoint-names.js';
import { namedValues } from './tracepoint-text.js';

/** The members of a fact as fields: each must be there, the optional ones too. */
export type Fields<F> = { readonly [K in Exclude<keyof F, 'kind'>]-?: Field<NonNullable<F[K]>> };

/** One trace event of the driver. */
export interface Tracepoint {
  readonly event: string;
  readonly kind: TracepointFact['kind'];
  readonly fields: Readonly<Record<string, Field<unknown>>>;
}

export const tracepoint = <F extends TracepointFact>(
  event: string,
  kind: F['kind'],
  fields: Fields<F>,
): Tracepoint => ({
  event,
  kind,
  fields,
});

/** What an event says, or the names of the fields that it should have and has not. */
export type TracepointRead = { readonly fact: TracepointFact } | { readonly missing: readonly string[] };

/** Reads an event from the text that the kernel or rasdaemon prints. */
export function readTracepointText({ kind, fields }: Tracepoint, printed: string, dialect: Dialect): TracepointRead {
  const values = namedValues(printed, dialect);
  return gather(kind, fields, (own) => {
    const name = own.printed.find((candidate) => values.has(candidate));
    const value = name === undefined ? undefined : own.fromText(values.get(name) ?? '', dialect);
    // rasdaemon leaves out flags that are not set.
    return value === undefined && name === undefined && dialect === 'rasdaemon' && own.printed.includes('hdr_flags')
      ? []
      : value;
  });
}

/** Reads an event from its structure's members, as JSON. */
export function readTracepointJson({ kind, fields }: Tracepoint, members: JsonObject): TracepointRead {
  return gather(kind, fields, (own) => {
    const name = own.members.find((candidate) => members[candidate] !== undefined);
    return name === undefined ? undefined : own.fromJson(members[name] ?? null);
  });
}

function gather(
  kind: TracepointFact['kind'],
  fields: Tracepoint['fields'],
  read: (own: Field<unknown>) => unknown,
): TracepointRead {
  const fact: Record<string, unknown> = { kind };
  const missing: string[] = [];
  for (const [name, own] of Object.entries(fields)) {
    const value = read(own);
    if (value !== undefined) fact[name] = value;
    else if (!own.isOptional) missing.push(own.printed[0] ?? name);
  }
  // Every member that the kind demands was read by its own field.
  return missing.length === 0 ? { fact: fact as unknown as TracepointFact } : { missing };
}

export const memdevFields = {
  memdev: field(text, 'memdev'),
  host: field(text, 'host'),
  serialNumber: field(serial, 'serial'),
};

/** The header that all records of event logs share. */
export const headerFields: Fields<EventHeaderFact> = {
  ...memdevFields,
  log: field(named(LOGS), 'log', 'log type'),
  timestampNs: stored(field(time, 'time', 'hdr_timestamp'), 'hdr_timestamp'),
  uuid: stored(field(uuid, 'uuid', 'hdr_uuid'), 'hdr_uuid'),
  recordBytes: stored(field(count, 'len', 'hdr_length'), 'hdr_length'),
  flags: stored(field(flags(HEADER_FLAGS), 'flags', 'hdr_flags'), 'hdr_flags'),
  handle: stored(field(hex, 'handle', 'hdr_handle'), 'hdr_handle'),
  relatedHandle: stored(field(hex, 'related_handle', 'hdr_related_handle'), 'hdr_related_handle'),
  maintenanceClass: stored(field(count, 'maint_op_class', 'hdr_maint_op_class'), 'hdr_maint_op_class'),
  maintenanceSubclass: optional(
    stored(field(count, 'maint_op_sub_class', 'hdr_maint_op_sub_class'), 'hdr_maint_op_sub_class'),
  ),
  ldId: optional(stored(field(hex, 'ld_id', 'hdr_ld_id'), 'hdr_ld_id')),
  headId: optional(stored(field(hex, 'head_id', 'hdr_head_id'), 'hdr_head_id')),
};
