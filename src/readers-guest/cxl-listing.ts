import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import { uuidText } from '../readers/line-holes.js';
import type { ListedExtent, PoisonListed, ToolFact } from '../trace/guest-facts-tools.js';

/** What one object of `cxl list` or `daxctl list` says, and what the objects in it say. */
export function listingFacts(value: JsonValue): readonly ToolFact[] {
  if (Array.isArray(value)) return value.flatMap(listingFacts);
  if (!isJsonObject(value)) return [];
  const own = factOf(value);
  return [...(own === null ? [] : [own]), ...Object.values(value).flatMap(listingFacts)];
}

function factOf(object: JsonObject): ToolFact | null {
  const { memdev, region, chardev } = object;
  if (typeof memdev === 'string') return memdevOf(memdev, object);
  if (typeof region === 'string' && object['resource'] !== undefined) return regionOf(region, object);
  if (typeof chardev === 'string') return { kind: 'dax-listed', device: chardev, sizeBytes: sizeOf(object['size']) };
  return null;
}

function memdevOf(memdev: string, object: JsonObject): ToolFact {
  const host = object['host'];
  // The partition's name follows the series: dynamic_ram_a, later dynamic_ram_1.
  const dynamic = Object.keys(object).find((name) => /^dynamic_ram_\w+_size$/.test(name));
  return {
    kind: 'memdev-listed',
    memdev,
    host: typeof host === 'string' ? host : null,
    serialNumber: sizeOf(object['serial']),
    volatileBytes: sizeOf(object['ram_size']),
    persistentBytes: sizeOf(object['pmem_size']),
    dynamicBytes: dynamic === undefined ? null : sizeOf(object[dynamic]),
    poison: poisonOf(object),
  };
}

function regionOf(region: string, object: JsonObject): ToolFact {
  return {
    kind: 'region-listed',
    region,
    sizeBytes: sizeOf(object['size']),
    extents: objectsOf(object['extents']).map(extentOf),
  };
}

const extentOf = (extent: JsonObject): ListedExtent => ({
  offset: sizeOf(extent['offset']),
  lengthBytes: sizeOf(extent['length']),
  tag: typeof extent['uuid'] === 'string' ? uuidText(extent['uuid']) : null,
});

/** Media errors stand in a list of their own, or as `poison` with records in older tools. */
function poisonOf(object: JsonObject): readonly PoisonListed[] {
  const { poison, media_errors: errors } = object;
  const records = isJsonObject(poison) ? poison['records'] : errors;
  return objectsOf(records).map(({ dpa, offset, length, source }) => ({
    dpa: sizeOf(dpa ?? offset),
    lengthBytes: sizeOf(length),
    source: typeof source === 'string' ? source : null,
  }));
}

const objectsOf = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

const UNITS: Readonly<Record<string, bigint>> = { KiB: 1n << 10n, MiB: 1n << 20n, GiB: 1n << 30n, TiB: 1n << 40n };

/** A number, hex text, or a size for people as far as it is whole: `256.00 MiB (268.44 MB)`. */
function sizeOf(value: JsonValue | undefined): bigint | null {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : null;
  if (typeof value !== 'string') return null;
  if (/^0x[0-9a-f]{1,16}$/i.test(value)) return BigInt(value);
  const [, whole, unit] = /^(\d+)\.00 (KiB|MiB|GiB|TiB) \(/.exec(value) ?? [];
  return whole === undefined || unit === undefined ? null : BigInt(whole) * (UNITS[unit] ?? 1n);
}
