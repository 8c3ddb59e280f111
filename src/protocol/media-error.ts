import { cxl31 } from '../base/spec.js';
import { reserved } from '../layout/bytes.js';
import { type Field, plain } from '../layout/field.js';
import { u32, u64, writtenInteger } from '../layout/integers.js';
import { type Named, named } from '../layout/names.js';
import { layOut, readFields, struct } from '../layout/struct.js';

/** Poison is counted in lines of 64 bytes. */
export const LINE_BYTES = 64n;

/** Where poison came from: bits 2:0 of a Media Error Record's address. */
export const POISON_SOURCES = { unknown: 0, external: 1, internal: 2, injected: 3, 'vendor-specific': 7 } as const;

export type PoisonSource = Named<typeof POISON_SOURCES>;

interface PoisonAddress {
  readonly dpa: bigint;
  readonly source: PoisonSource;
}

const SOURCE_MASK = 7n;
const LINE_MASK = LINE_BYTES - 1n;
const source = named(POISON_SOURCES);
/** What a written address may name. */
const addressFields = { dpa: u64(), source };

/** A line's address (bits 63:6) with the source of its poison (bits 2:0); bits 5:3 are reserved. */
const poisonAddress = (): Field<PoisonAddress> => ({
  ...plain<PoisonAddress>({
    sizeBytes: 8,
    absent: { dpa: 0n, source: 'unknown' },
    describe: `dpa, source: ${source.describe}`,
    spelling: { kind: 'integer', bits: 64 },
    addTo: (parser, name) => parser.uint64le(name),
    fromRaw: (raw: bigint) => ({ dpa: raw & ~LINE_MASK, source: source.fromRaw(Number(raw & SOURCE_MASK)) }),
    write: (view, at, value) => {
      view.setBigUint64(at, value.dpa & ~LINE_MASK, true);
      const low = value.source;
      view.setUint8(at, view.getUint8(at) | (typeof low === 'number' ? low & 7 : POISON_SOURCES[low]));
    },
    fromWritten: (written, path, report) => {
      if (typeof written !== 'object' || written === null)
        return { dpa: writtenInteger(written, 64, path, report), source: 'unknown' };
      return readFields(layOut(addressFields), written, path, report) as PoisonAddress;
    },
  }),
  members: () => addressFields,
  oddities: (data, path) => (((data[0] ?? 0) & 0x38) !== 0 ? [path] : []),
});

/** One poisoned range, as Get Poison List and Get Scan Media Results report it. */
export const MediaErrorRecord = struct(
  { spec: cxl31('8.2.9.9.4.1', 'Media Error Record'), sizeBytes: 16 },
  { address: poisonAddress(), lengthLines64B: u32(), reserved: reserved(4) },
);
