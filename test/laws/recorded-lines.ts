import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { repositoryPaths, root } from '../repo/sources.js';

/** Lines of the bundled recordings: a spread of them, and every one that is of a rarer kind than mailbox. */
export const recordedLines: readonly string[] = repositoryPaths
  .filter((path) => /^traces\/.*\.ndjson$/.test(path))
  .flatMap((path) => readFileSync(resolve(root, path), 'utf8').trimEnd().split('\n'))
  .filter((line, index) => index % 7 === 0 || !line.startsWith('{"kind":"mailbox"'))
  .filter((line) => line.length < 4096);

/** The header of a recording, which every reader of records needs first. */
export const headerLine = '{"kind":"device","cxltrace":1,"profile":"qemu-10.0","device":{"volatileBytes":268435456}}';

type Damage = (line: Buffer, at: number, byte: number) => Buffer;

const DAMAGES: readonly Damage[] = [
  (line) => line,
  (line, at) => line.subarray(0, at),
  (line, at) => line.subarray(at),
  (line, at, byte) => Buffer.concat([line.subarray(0, at), Buffer.of(byte), line.subarray(at + 1)]),
  (line, at, byte) => Buffer.concat([line.subarray(0, at), Buffer.of(byte), line.subarray(at)]),
  (line, at) => Buffer.concat([line.subarray(0, at), line.subarray(at + 1)]),
  (line, at) => Buffer.concat([line.subarray(0, at), Buffer.alloc(16), line.subarray(at)]),
  (line, at) => Buffer.concat([line.subarray(0, at), line]),
  (line) => Buffer.concat([line, Buffer.from('\r')]),
];

/** A line with one damage: cut, a byte changed, added or lost, zero bytes, a second line within, a carriage return. */
export const damaged = (lines: readonly string[]): fc.Arbitrary<Buffer> =>
  fc
    .tuple(fc.constantFrom(...lines), fc.constantFrom(...DAMAGES), fc.nat(), fc.nat(255))
    .map(([line, damage, at, byte]) => damage(Buffer.from(line), at % (line.length + 1), byte));

/** Cuts bytes into chunks at arbitrary places, some of them empty. */
export const chunksOf = (bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] => {
  const places = cuts.map((cut) => cut % (bytes.length + 1)).sort((left, right) => left - right);
  return [0, ...places].map((from, index) => bytes.slice(from, places[index] ?? bytes.length));
};

export const cuts = fc.array(fc.nat(), { maxLength: 8 });
