import type { JsonValue } from '../base/json.js';
import { fieldNames, unknownFields } from '../query/fields.js';
import { unknownValues } from '../query/known-values.js';
import { matches } from '../query/matches.js';
import { parseQuery } from '../query/query.js';
import { decodeEvent } from '../report/decode-event.js';
import type { TraceEvent } from '../trace/events.js';
import type { Io } from './io.js';

/** Decides which records pass. */
export interface EventFilter {
  passes(event: TraceEvent): boolean;
}

/** Reads `--filter`; without one everything passes. A field that no record has is warned of, since it finds nothing. */
export function readFilter(source: string | undefined, io: Io): EventFilter | { readonly fault: string } {
  if (source === undefined) return { passes: () => true };
  const parsed = parseQuery(source);
  if ('fault' in parsed) {
    const { at, message } = parsed.fault;
    return { fault: `the filter cannot be understood: ${message}\n  ${source}\n  ${' '.repeat(at)}^` };
  }
  for (const odd of unknownFields(parsed.query, fieldNames())) io.err(`warning: ${odd}\n`);
  for (const odd of unknownValues(parsed.query)) io.err(`warning: ${odd}\n`);
  return { passes: (event) => matches(parsed.query, decodeEvent(event) as JsonValue) };
}
