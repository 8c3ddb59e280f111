import { toHex } from '../base/hex.js';
import { isJsonObject, type JsonValue } from '../base/json.js';
import { joinPath, type Leaf } from '../layout/field.js';
import type { Message } from '../layout/message.js';
import { toJson } from '../layout/to-json.js';
import { mailboxCommands } from '../mailbox/index.js';
import type { RecordedAnswer } from '../trace/events.js';
import type { Mismatch } from './mismatch.js';

/** Every field in which two payloads differ, found by their bytes and named by the layout. */
export function comparePayloads(opcode: number, recorded: RecordedAnswer, replayed: Uint8Array): readonly Mismatch[] {
  const bytes = recorded.response ?? new Uint8Array();
  const found: Mismatch[] = [];
  const length = recorded.responseLengthBytes ?? bytes.length;
  if (length !== replayed.length)
    found.push({ path: 'responseLength', recorded: length, replayed: replayed.length, payloadOffset: null });
  const layout = mailboxCommands.get(opcode)?.response;
  const sides = layout && [new Decoded(layout, bytes), new Decoded(layout, replayed)];
  const end = Math.min(bytes.length, replayed.length);
  for (let at = 0; at < end; ) {
    if (bytes[at] === replayed[at]) {
      at++;
      continue;
    }
    // Which record a byte belongs to is told by the longer of the two payloads.
    const leaf = layout?.locate(bytes.length >= replayed.length ? bytes : replayed, at) ?? wholePayload(end);
    const stop = Math.min(end, leaf.offsetBytes + leaf.sizeBytes);
    found.push(...differingValues(sides, leaf, stop, bytes, replayed));
    at = Math.max(stop, at + 1);
  }
  return found;
}

const wholePayload = (sizeBytes: number): Leaf => ({ path: '', offsetBytes: 0, sizeBytes });

/** The field with both values; a field of named bits by the bits that differ. */
function differingValues(
  sides: readonly Decoded[] | undefined,
  leaf: Leaf,
  end: number,
  left: Uint8Array,
  right: Uint8Array,
): readonly Mismatch[] {
  const path = joinPath('response', leaf.path);
  const place = { payloadOffset: leaf.offsetBytes, sizeBytes: end - leaf.offsetBytes };
  const [recorded, replayed] = sides?.map((side) => side.at(leaf.path)) ?? [];
  if (isJsonObject(recorded) && isJsonObject(replayed)) {
    const bits = Object.keys(recorded).filter((name) => recorded[name] !== replayed[name]);
    if (bits.length > 0)
      return bits.map((name) => ({
        path: joinPath(path, name),
        recorded: recorded[name] ?? null,
        replayed: replayed[name] ?? null,
        ...place,
      }));
  }
  const isShown = [recorded, replayed].every(
    (value) => value === null || (value !== undefined && typeof value !== 'object'),
  );
  // Reserved bytes and raw data have no value but their bytes.
  const hex = (payload: Uint8Array) => toHex(payload.subarray(leaf.offsetBytes, end));
  return [
    {
      path,
      recorded: isShown ? (recorded ?? null) : hex(left),
      replayed: isShown ? (replayed ?? null) : hex(right),
      ...place,
    },
  ];
}

/** A payload whose fields are asked for one by one: decoded once, when the first is. */
class Decoded {
  private value: unknown;
  private isDecoded = false;

  constructor(
    private readonly layout: Message<unknown>,
    private readonly payload: Uint8Array,
  ) {}

  /** A field's value as decode shows it; undefined where it has none. */
  at(path: string): JsonValue | undefined {
    if (path === this.layout.countName) return this.layout.statedCount(this.payload);
    if (!this.isDecoded) this.value = this.layout.decode(this.payload);
    this.isDecoded = true;
    const member = memberAt(this.value, path);
    return member === undefined ? undefined : toJson(member);
  }
}

/** The member that a path like `a.b[3].c` names. */
function memberAt(value: unknown, path: string): unknown {
  let at = value;
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name ?? (index as string)];
  }
  return at;
}
