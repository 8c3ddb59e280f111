import { fromHex, toHex } from '../base/hex.js';
import { type Field, plain } from './field.js';

const SHAPE = /^[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$/;

/** The 16 bytes of a UUID in the order in which its text spells them; null where the text is no UUID. */
export function uuidBytes(text: string): Uint8Array | null {
  return SHAPE.test(text) ? fromHex(text.replaceAll('-', '')) : null;
}

export function uuidText(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function isZero(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 0) return false;
  return true;
}

/** A UUID; 16 zero bytes are null, so that a lost tag is visible as one. */
export const uuid = (): Field<string | null> =>
  plain<string | null>({
    sizeBytes: 16,
    absent: null,
    describe: 'a UUID, or null for 16 zero bytes',
    spelling: { kind: 'uuid' },
    addTo: (parser, name) => parser.buffer(name, { length: 16 }),
    fromRaw: (raw: Uint8Array) => (isZero(raw) ? null : uuidText(raw)),
    write: (view, at, value) => {
      const source = value === null ? null : uuidBytes(value);
      if (source !== null) new Uint8Array(view.buffer, view.byteOffset + at, 16).set(source);
    },
    fromWritten: (written, path, report) => {
      if (written === null) return null;
      const source = typeof written === 'string' ? uuidBytes(written) : null;
      if (source !== null) return isZero(source) ? null : uuidText(source);
      report(path, 'expected a UUID like 5be13bce-ae34-4a77-b6c3-16df975fcf1a, or null for no tag');
      return null;
    },
  });
