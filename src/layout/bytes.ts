import { fromHex } from '../base/hex.js';
import { type Field, plain } from './field.js';

/** Puts `source` at `at`, up to `sizeBytes`, and leaves the rest of the field zero. */
function put(view: DataView, at: number, sizeBytes: number, source: Uint8Array): void {
  const target = new Uint8Array(view.buffer, view.byteOffset + at, sizeBytes);
  target.set(source.subarray(0, sizeBytes));
}

/** Raw bytes: a view of the payload when decoded, a hex string where people write it. */
export const bytes = (sizeBytes: number): Field<Uint8Array> =>
  plain<Uint8Array>({
    sizeBytes,
    absent: new Uint8Array(sizeBytes),
    describe: `${sizeBytes} bytes as hex`,
    spelling: { kind: 'bytes' },
    addTo: (parser, name) => parser.buffer(name, { length: sizeBytes }),
    fromRaw: (raw) => raw,
    write: (view, at, value) => put(view, at, sizeBytes, value),
    fromWritten: (written, path, report) => {
      const value = typeof written === 'string' ? fromHex(written) : null;
      if (value !== null && value.length <= sizeBytes) return value;
      report(path, `expected at most ${sizeBytes} bytes as a string of hex digits`);
      return new Uint8Array(sizeBytes);
    },
  });

/** Text in one byte a character, padded with zero bytes; bytes outside ASCII survive as Latin-1. */
export const ascii = (sizeBytes: number): Field<string> =>
  plain({
    sizeBytes,
    absent: '',
    describe: `text, at most ${sizeBytes} characters`,
    spelling: { kind: 'text' },
    addTo: (parser, name) => parser.buffer(name, { length: sizeBytes }),
    fromRaw: (raw: Uint8Array) => {
      let end = raw.length;
      while (end > 0 && raw[end - 1] === 0) end--;
      return Buffer.from(raw.subarray(0, end)).toString('latin1');
    },
    write: (view, at, value) => put(view, at, sizeBytes, Buffer.from(value, 'latin1')),
    fromWritten: (written, path, report) => {
      if (typeof written === 'string' && written.length <= sizeBytes) return written;
      report(path, `expected text of at most ${sizeBytes} characters`);
      return '';
    },
  });

/** Bytes that carry nothing: written as zero, absent from the value, reported where they are not zero. */
export const reserved = (sizeBytes: number): Field<undefined> => ({
  ...plain<undefined>({
    sizeBytes,
    absent: undefined,
    describe: 'reserved',
    addTo: (parser) => parser.seek(sizeBytes),
    fromRaw: () => undefined,
    write: () => undefined,
    fromWritten: () => undefined,
  }),
  hidden: true,
  oddities: (data, path) => (data.subarray(0, sizeBytes).some((byte) => byte !== 0) ? [path] : []),
});

/** Reserved bytes that a device hands on as they came: part of the value where one is not zero, absent from it else. */
export const reservedKept = (sizeBytes: number): Field<Uint8Array | undefined> => ({
  ...plain<Uint8Array | undefined>({
    sizeBytes,
    absent: undefined,
    describe: 'reserved; bytes as hex',
    spelling: { kind: 'bytes' },
    addTo: (parser, name) => parser.buffer(name, { length: sizeBytes }),
    fromRaw: (raw: Uint8Array) => (raw.some((byte) => byte !== 0) ? raw : undefined),
    write: (view, at, value) => value && put(view, at, sizeBytes, value),
    fromWritten: (written, path, report) => bytes(sizeBytes).fromWritten(written, path, report),
  }),
  oddities: (data, path) => (data.subarray(0, sizeBytes).some((byte) => byte !== 0) ? [path] : []),
});
