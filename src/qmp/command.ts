import { isJsonObject, type JsonValue } from '../base/json.js';
import type { OlderSpelling } from './older-spelling.js';
import type { Member, ObjectOf, Schema } from './schema.js';

/** A QMP command as it is on the wire: name and arguments; what a machine does with it is elsewhere. */
export interface QmpCommand<Arguments = unknown> {
  readonly name: string;
  readonly summary: string;
  readonly schema: Schema<Arguments> & { readonly members: Readonly<Record<string, Member<unknown>>> };
  /** What stands in `return` after a success. */
  readonly returns: string;
  /** How the arguments were spelled before; null where they always were as they are. */
  readonly older: OlderSpelling | null;
  /** Whether the schema is that of these arguments; absent where it always is. */
  isDescribed?(given: JsonValue): boolean;
  /** Checks arguments as QEMU does; absent arguments are an empty object. */
  check(given: JsonValue): { readonly arguments: Arguments } | { readonly error: string };
}

export function defineQmpCommand<M extends Readonly<Record<string, Member<unknown>>>>(
  name: string,
  summary: string,
  schema: Schema<ObjectOf<M>> & { readonly members: M },
  older: OlderSpelling | null = null,
): QmpCommand<ObjectOf<M>> {
  return {
    name,
    summary,
    schema,
    returns: '{}',
    older,
    check: (given) => {
      const checked = schema.check(given, { path: '', member: null });
      if ('error' in checked) {
        return { error: isJsonObject(given) ? checked.error : "QMP input member 'arguments' must be an object" };
      }
      return { arguments: checked.value };
    },
  };
}
