import type { JsonValue } from '../base/json.js';
import { didYouMean } from '../base/nearest.js';
import { parseDuration, parseSize } from '../base/units.js';
import { mailboxCommandsByKey } from '../mailbox/index.js';
import { DynamicCapacityExtent } from '../protocol/extent.js';
import { parseOpcode } from '../protocol/opcode.js';
import { RETURN_CODE_KEYS } from '../protocol/return-codes.js';
import { members, placedReport, writtenValue } from './written-payload.js';
import { found, shown, type YamlIssue, type YamlNode } from './yaml-node.js';

/** How a value of an expectation is written. What cannot be meant is reported, and reads as undefined. */
export interface Shape {
  /** For "expected …": `a list of extents`. */
  readonly describe: string;
  read(node: YamlNode, path: string, onIssue: YamlIssue): JsonValue | undefined;
}

type Scalar = Extract<YamlNode, { kind: 'scalar' }>;

const plain = (describe: string, take: (node: Scalar) => JsonValue | undefined): Shape => ({
  describe,
  read(node, path, onIssue) {
    const value = node.kind === 'scalar' ? take(node) : undefined;
    return value === undefined ? refuse(node, path, describe, onIssue) : value;
  },
});

export const count = plain('a whole number', ({ value }) =>
  typeof value === 'number' && value >= 0 ? value : undefined,
);
export const flag = plain('true or false', ({ value }) => (typeof value === 'boolean' ? value : undefined));
export const text = plain('a text', ({ value, source }) => (value === null ? undefined : source));
export const size = plain('a size: bytes, 0x…, or with KiB MiB GiB TiB', ({ source }) =>
  bounded(parseSize(source.slice(0, 64))),
);
export const duration = plain('a time like 1s, 2.5ms, or a number of nanoseconds', ({ source }) =>
  bounded(parseDuration(source.slice(0, 64))),
);
export const code = plain('a divergence code like null-tag', ({ source }) =>
  /^[a-z][a-z0-9-]*$/.test(source) ? source : undefined,
);
export const returnCode = plain('a return code like success, or a number', ({ value, source }) => {
  const isCode = typeof value === 'number' && value >= 0 && value <= 0xffff;
  return isCode ? value : RETURN_CODE_KEYS.get(source.toLowerCase().replaceAll('_', '-'));
});
export const opcode = plain(
  'a command like sanitize, or an opcode like 0x4400',
  ({ source }) => mailboxCommandsByKey.get(source)?.opcode ?? parseOpcode(source) ?? undefined,
);

/** An extent as far as it is written: only these fields are compared. */
export const extent: Shape = {
  describe: 'the fields of an extent',
  read(node, path, onIssue) {
    let isMeant = true;
    const report = placedReport(node, path, onIssue);
    const value = members(DynamicCapacityExtent.members() ?? {}, null, writtenValue(node), '', (at, message) => {
      isMeant = false;
      report(at, message);
    });
    return isMeant ? value : undefined;
  },
};

/** A whole list: every element is compared, and how many there are. */
export const list = (describe: string, element: Shape): Shape => ({
  describe,
  read(node, path, onIssue) {
    if (node.kind !== 'list') return refuse(node, path, describe, onIssue);
    const values = node.items.map((item, index) => element.read(item, `${path}[${index}]`, onIssue));
    const kept = values.filter((value) => value !== undefined);
    return kept.length === values.length ? kept : undefined;
  },
});

/** Some of the named members. */
export const fields = (describe: string, known: Readonly<Record<string, Shape>>): Shape =>
  table(describe, (name) => (Object.hasOwn(known, name) ? known[name] : Object.keys(known)));

/** Members with any name. */
export const byName = (describe: string, member: Shape): Shape => table(describe, () => member);

/** As the first shape that fits the kind of what is written: a scalar for one, a list or a map for another. */
export const either = (...shapes: readonly (readonly [YamlNode['kind'], Shape])[]): Shape => {
  const describe = shapes.map(([, shape]) => shape.describe).join(', or ');
  return {
    describe,
    read(node, path, onIssue) {
      const [, shape] = shapes.find(([kind]) => kind === node.kind) ?? [];
      const isLast = shape === undefined || node.kind === 'scalar';
      return isLast
        ? (shape?.read(node, path, () => undefined) ?? refuse(node, path, describe, onIssue))
        : shape.read(node, path, onIssue);
    },
  };
};

/** The shape, or null for none. */
export const orNone = (shape: Shape): Shape => ({
  describe: `${shape.describe}, or null`,
  read: (node, path, onIssue) =>
    node.kind === 'scalar' && node.value === null ? null : shape.read(node, path, onIssue),
});

function table(describe: string, shapeOf: (name: string) => Shape | readonly string[] | undefined): Shape {
  return {
    describe,
    read(node, path, onIssue) {
      if (node.kind !== 'map') return refuse(node, path, describe, onIssue);
      const kept: [string, JsonValue][] = [];
      for (const [name, { keyAt, value }] of node.entries) {
        const shape = shapeOf(name) ?? [];
        const isKnown = 'read' in shape;
        if (!isKnown) onIssue(keyAt, 'unknown-name', unknownName(path, name, shape));
        const read = isKnown ? shape.read(value, `${path}.${name}`, onIssue) : undefined;
        if (read !== undefined) kept.push([name, read]);
      }
      return kept.length === node.entries.size ? Object.fromEntries(kept) : undefined;
    },
  };
}

const unknownName = (path: string, name: string, known: readonly string[]): string =>
  `${path} has nothing called ${shown(name)}${didYouMean(name, known)}; known are ${known.join(', ')}`;

/** An integer that fits 64 bits, as a number where that is exact. */
function bounded(value: bigint | null): JsonValue | undefined {
  if (value === null || value >= 1n << 64n) return undefined;
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

function refuse(node: YamlNode, path: string, expected: string, onIssue: YamlIssue): undefined {
  onIssue(node.at, 'invalid-field', `"${path}": expected ${expected}, not ${found(node)}`);
  return undefined;
}
