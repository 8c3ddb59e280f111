import type { JsonValue } from '../base/json.js';

/** One place at which a recorded and a replayed answer differ. */
export interface Mismatch {
  /** The field, as in `response.extents[3].tag`, `returnCode`, `error.desc`, `value`, `crash`. */
  readonly path: string;
  readonly recorded: JsonValue;
  readonly replayed: JsonValue;
  /** Byte offset in the payload; null where the field is none of its. */
  readonly payloadOffset: number | null;
  /** How many bytes from there on are the field's. */
  readonly sizeBytes?: number;
}
