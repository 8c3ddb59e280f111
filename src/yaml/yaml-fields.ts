import { fromHex } from '../base/hex.js';
import { didYouMean } from '../base/nearest.js';
import { nearSize, parseDuration, parseSize } from '../base/units.js';
import { found, shown, type YamlIssue, type YamlMap, type YamlNode } from './yaml-node.js';

/** Reads the keys of one map as people write them. Each mistake is told with its place; reading goes on. */
export class YamlFields {
  /** False once a key was not usable that cannot be left out. */
  isUsable = true;

  constructor(
    readonly map: YamlMap,
    readonly onIssue: YamlIssue,
    /** What the map is, for messages: `the device`, `the qmp step`. */
    readonly what: string,
    /** The field that the author wrote by another word: `clock: 1s` is `advanceNs`. */
    private readonly spoken: { readonly field: string; readonly word: string } | null = null,
  ) {}

  /** The same keys with a judgement of their own: for parts that can be left out. */
  alone(): YamlFields {
    return new YamlFields(this.map, this.onIssue, this.what, this.spoken);
  }

  has(name: string): boolean {
    return this.map.entries.has(name);
  }

  node(name: string): YamlNode | undefined {
    return this.map.entries.get(name)?.value;
  }

  /** Reports the keys that are none of the known ones; `proposed` are those to name to the author. */
  knowOnly(known: readonly string[], proposed: readonly string[] = known): void {
    for (const [name, { keyAt }] of this.map.entries) {
      if (known.includes(name)) continue;
      const hint = didYouMean(name, proposed);
      const message = `unknown key ${shown(name)} in ${this.what}${hint}; expected ${proposed.join(', ') || 'none'}`;
      this.onIssue(keyAt, 'unknown-field', message);
    }
  }

  /** Text, also where it looks like a number. */
  text(name: string, expected = 'text'): string {
    return this.read(name, expected, '', (node) => textOf(node));
  }

  optionalText(name: string): string | null {
    return this.isGiven(name) ? this.text(name) : null;
  }

  boolean(name: string): boolean {
    return this.read(name, 'true or false', false, (node) =>
      node.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : undefined,
    );
  }

  oneOf<const V extends string>(name: string, values: readonly V[]): V {
    const text = this.node(name);
    const hint = text?.kind === 'scalar' ? didYouMean(text.source, values) : '';
    return this.read(name, `one of ${values.join(', ')}${hint}`, values[0] as V, (node) =>
      values.find((candidate) => node.kind === 'scalar' && candidate === node.source),
    );
  }

  /** A whole number of bytes below 2^64, or one with KiB, MiB, GiB, TiB. */
  size(name: string): bigint {
    const given = this.node(name);
    const hint = given?.kind === 'scalar' ? nearSize(given.source.slice(0, 64)) : '';
    return this.read(name, `a size: bytes, 0x…, or with KiB MiB GiB TiB${hint}`, 0n, (node) => {
      const size = node.kind === 'scalar' ? parseSize(node.source.slice(0, 64)) : null;
      return size !== null && size < 1n << 64n ? size : undefined;
    });
  }

  /** A whole number from 0 to `max`. */
  integer(name: string, max: number): number {
    return this.read(name, `a whole number from 0 to ${max}`, 0, (node) => {
      const value = node.kind === 'scalar' ? parseSize(node.source.slice(0, 64)) : null;
      return value !== null && value <= BigInt(max) ? Number(value) : undefined;
    });
  }

  /** A time span: `1s`, `2.5ms`, or nanoseconds. */
  duration(name: string): bigint {
    return this.read(name, 'a time like 1s, 2.5ms, or a number of nanoseconds', 0n, (node) => {
      const value = node.kind === 'scalar' ? parseDuration(node.source.slice(0, 64)) : null;
      return value !== null && value < 1n << 64n ? value : undefined;
    });
  }

  hex(name: string): Uint8Array {
    return this.read(name, 'bytes as an even number of hex digits', new Uint8Array(), (node) =>
      node.kind === 'scalar' ? (fromHex(node.source.replace(/\s+/g, '')) ?? undefined) : undefined,
    );
  }

  /** The map below a key; null, already reported, where it is none. */
  below(name: string, what: string): YamlFields | null {
    const map = this.mapOf(name, 'a map');
    return map === null ? null : new YamlFields(map, this.onIssue, what);
  }

  /** The same, for those who read its keys themselves. */
  mapOf(name: string, expected: string): YamlMap | null {
    return this.read<YamlMap | null>(name, expected, null, (node) => (node.kind === 'map' ? node : undefined));
  }

  /** The list below a key; empty, and reported, where it is none. */
  list(name: string): readonly YamlNode[] {
    return this.read<readonly YamlNode[]>(name, 'a list', [], (node) =>
      node.kind === 'list' ? node.items : undefined,
    );
  }

  /** Whether the key is there with anything but null. */
  isGiven(name: string): boolean {
    return this.has(name) && !this.isNull(name);
  }

  isNull(name: string): boolean {
    const node = this.node(name);
    return node?.kind === 'scalar' && node.value === null;
  }

  /** Says that a key is not what it must be. */
  wrong(name: string, expected: string): void {
    const node = this.node(name) ?? this.map;
    this.isUsable = false;
    this.onIssue(node.at, 'invalid-field', `${this.shown(name)}: expected ${expected}, not ${found(node)}`);
  }

  private shown(name: string): string {
    return shown(this.spoken?.field === name ? this.spoken.word : name);
  }

  private read<T>(name: string, expected: string, standIn: T, take: (node: YamlNode) => T | undefined): T {
    const node = this.node(name);
    if (node === undefined) {
      this.isUsable = false;
      this.onIssue(
        this.map.at,
        'missing-field',
        `${this.shown(name)} is missing in ${this.what}: expected ${expected}`,
      );
      return standIn;
    }
    const value = take(node);
    if (value === undefined) this.wrong(name, expected);
    return value === undefined ? standIn : value;
  }
}

const textOf = (node: YamlNode): string | undefined =>
  node.kind === 'scalar' && node.value !== null ? node.source : undefined;
