import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import { defineQmpCommand } from './command.js';
import { bool, enumeration, listOf, object, optional, required, size, str, u16, u32 } from './schema.js';

/** What every host memory backend takes, in QEMU's order. */
const memoryBackend = {
  'qom-type': required(str),
  id: required(str),
  dump: optional(bool),
  'host-nodes': optional(listOf(u16)),
  merge: optional(bool),
  policy: optional(enumeration(['default', 'preferred', 'bind', 'interleave'])),
  prealloc: optional(bool),
  'prealloc-threads': optional(u32),
  'prealloc-context': optional(str),
  share: optional(bool),
  reserve: optional(bool),
  size: required(size),
  'x-use-canonical-path-for-ramblock-id': optional(bool),
};

const fileMembers = {
  align: optional(size),
  offset: optional(size),
  'discard-data': optional(bool),
  'mem-path': required(str),
  pmem: optional(bool),
  readonly: optional(bool),
  rom: optional(enumeration(['on', 'off', 'auto'])),
};

const memfdMembers = { hugetlb: optional(bool), hugetlbsize: optional(size), seal: optional(bool) };

/** What each type of backend takes beside that. */
const OWN_MEMBERS = {
  'memory-backend-ram': {},
  'memory-backend-file': fileMembers,
  'memory-backend-memfd': memfdMembers,
  'memory-backend-shm': {},
  'memory-backend-tagged': {},
} as const;

/** The host memory backends whose arguments are known. */
export type MemoryBackendType = keyof typeof OWN_MEMBERS;

export const isMemoryBackendType = (text: string): text is MemoryBackendType => Object.hasOwn(OWN_MEMBERS, text);

const tag = { tag: optional(str) };

export const objectAdd = {
  ...defineQmpCommand(
    'object-add',
    'Make an object, such as a host memory backend',
    object({
      ...memoryBackend,
      ...fileMembers,
      'mem-path': optional(str),
      ...memfdMembers,
      ...tag,
    }),
  ),
  // Objects of other types have members of their own.
  isDescribed: (given: JsonValue) =>
    isJsonObject(given) && typeof given['qom-type'] === 'string' && isMemoryBackendType(given['qom-type']),
  check: checkEnvelope,
};

/** An object's type and name are looked at first; what else it takes follows from its type. */
export interface ObjectAddArguments {
  readonly type: string;
  readonly id: string;
  readonly given: JsonObject;
}

const Envelope = object({ 'qom-type': required(str), id: required(str) });

function checkEnvelope(given: JsonValue): { readonly arguments: ObjectAddArguments } | { readonly error: string } {
  if (!isJsonObject(given)) return { error: "QMP input member 'arguments' must be an object" };
  const head = Object.fromEntries(Object.entries(given).filter(([name]) => name === 'qom-type' || name === 'id'));
  const checked = Envelope.check(head, { path: '', member: null });
  if ('error' in checked) return checked;
  return { arguments: { type: checked.value['qom-type'], id: checked.value.id, given } };
}

/** Checks what a memory backend is made of; whether it takes a tag differs between devices. */
export function memoryBackendOptions(type: MemoryBackendType, takesTag: boolean, given: JsonObject) {
  const schema = object({ ...memoryBackend, ...OWN_MEMBERS[type], ...(takesTag ? tag : {}) });
  const checked = schema.check(given, { path: '', member: null });
  if ('error' in checked) return checked;
  const options = checked.value as { readonly size: bigint; readonly tag?: string | undefined };
  return { size: options.size, tag: options.tag ?? '' };
}
