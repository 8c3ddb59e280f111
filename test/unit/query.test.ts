import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/base/json.js';
import { fieldNames, unknownFields } from '../../src/query/fields.js';
import { unknownValues } from '../../src/query/known-values.js';
import { matches } from '../../src/query/matches.js';
import { parseQuery } from '../../src/query/query.js';
import { decodeEvent } from '../../src/report/decode-event.js';
import { bundled, readBundled, readTrace } from '../bundled.js';

const accepted = {
  kind: 'mailbox',
  opcode: '0x4802',
  name: 'Add Dynamic Capacity Response',
  returnCode: 15,
  returnCodeName: 'INVALID_PHYSICAL_ADDRESS',
  request: { flags: { more: false }, extents: [{ startDpa: 0x20000000, lengthBytes: 134217728 }] },
  response: null,
};
const listed = {
  kind: 'mailbox',
  opcode: '0x4801',
  returnCode: 0,
  returnCodeName: 'SUCCESS',
  response: {
    extents: [
      { startDpa: 1, tag: '5be13bce-ae34-4a77-b6c3-16df975fcf1a' },
      { startDpa: 2, tag: null },
    ],
  },
};

function passes(filter: string, event: Parameters<typeof matches>[1]): boolean {
  const parsed = parseQuery(filter);
  if ('fault' in parsed) throw new Error(`${filter}: ${parsed.fault.at}: ${parsed.fault.message}`);
  return matches(parsed.query, event);
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: JsonValue;
}

/** The values of a decoded event that have no members, and their places without indices. */
const leavesOf = (value: JsonValue, path: readonly string[] = []): readonly Leaf[] =>
  typeof value !== 'object' || value === null
    ? [{ path, value }]
    : Object.entries(value).flatMap(([name, part]) => leavesOf(part, Array.isArray(value) ? path : [...path, name]));

describe('a filter', () => {
  it.each([
    ['opcode == 0x4802', true],
    ['opcode == 0x4802 && returnCode != success', true],
    ['returnCode == invalid-physical-address', true],
    ['returnCode == 15', true],
    ['returnCode == success', false],
    ['extent.startDpa == 0x20000000', true],
    ['extent.lengthBytes == 128MiB', true],
    ['lengthBytes > 1GiB', false],
    ['!(opcode in [0x4801, 0x4803])', true],
    ['more', false],
    ['name ~ "capacity response"', true],
    ['kind == qmp || kind == mailbox', true],
    ['extent.tag == null', false],
  ])('%s on a refused answer: %s', (filter, expected) => expect(passes(filter, accepted)).toBe(expected));

  it.each([
    ['extent.tag == null', true],
    ['extent.tag == 5be13bce-ae34-4a77-b6c3-16df975fcf1a', true],
    ['returnCode != success', false],
    ['startDpa <= 2 && startDpa >= 2', true],
  ])('%s on an extent list: %s', (filter, expected) => expect(passes(filter, listed)).toBe(expected));

  it.each([
    ['opcode ==', 9, 'a value'],
    ['opcode == 1 &', 12, 'nothing that a filter can hold'],
    ['(opcode == 1', 12, '")"'],
    ['opcode == 1 kind', 12, 'the end of the filter'],
    ['', 0, 'a field'],
  ])('%s is refused at %i: %s', (filter, at, message) => {
    const parsed = parseQuery(filter);
    expect('fault' in parsed && parsed.fault.at).toBe(at);
    expect('fault' in parsed && parsed.fault.message).toContain(message);
  });

  it('names what no record has', () => {
    const parsed = parseQuery('retrunCode == 0 && host-id == 1');
    const found = 'query' in parsed ? unknownFields(parsed.query, fieldNames()) : [];
    expect(found).toEqual(['no record has a field "retrunCode" (did you mean "returnCode"?)']);
  });

  describe('held against all that decode prints', () => {
    const leaves = bundled('.ndjson', '.yaml', '.log', '.txt', '.json', '.pcap').flatMap((name) =>
      readTrace(readBundled(name)).events.flatMap((event) => leavesOf(decodeEvent(event) as JsonValue)),
    );

    it('knows every field', () => {
      const known = fieldNames();
      const strange = leaves.flatMap(({ path }) => unknownFields({ kind: 'exists', path }, known));
      expect([...new Set(strange)]).toEqual([]);
    });

    it('has no doubt about a value that a record has', () => {
      const strange = leaves.flatMap(({ path, value }) =>
        typeof value !== 'string' || path[0] === 'opcode'
          ? []
          : unknownValues({ kind: 'compare', comparator: '==', path, literals: [value] }),
      );
      expect([...new Set(strange)]).toEqual([]);
    });
  });

  it.each(['permanentCondition', 'locked', 'len > 4096', 'path ~ dcd1', 'file ~ dmesg', 'return.any.thing == 1'])(
    '%s: has no field that no record has',
    (filter) => {
      const parsed = parseQuery(filter);
      expect('query' in parsed && unknownFields(parsed.query, fieldNames())).toEqual([]);
    },
  );

  it.each([
    ['opcode == get-dynamic-capcity-extent-list', 'get-dynamic-capacity-extent-list'],
    ['returnCode != sucess', 'success'],
    ['records[0].type == add-capcity', 'add-capacity'],
    ['!(type in [add-capacity, release-capcity])', 'release-capacity'],
  ])('%s: names the value that no record has, and the nearest one', (filter, near) => {
    const parsed = parseQuery(filter);
    const [odd, ...more] = 'query' in parsed ? unknownValues(parsed.query) : [];
    expect(odd).toContain(`did you mean "${near}"?`);
    expect(more).toEqual([]);
  });

  it('takes an opcode in decimal digits for what it is, and says what was most likely meant', () => {
    const parsed = parseQuery('opcode in [4802, 4803h]');
    expect('query' in parsed && unknownValues(parsed.query)).toEqual([
      'opcode 4802 is a decimal number: no command has the opcode 12c2h; did you mean 4802h?',
    ]);
  });

  it.each(['opcode == 0x4802', 'opcode == 4802h', 'returnCode == INVALID_INPUT', 'tag == anything', 'type ~ capcity'])(
    '%s: has nothing odd about its value',
    (filter) => {
      const parsed = parseQuery(filter);
      expect('query' in parsed && unknownValues(parsed.query)).toEqual([]);
    },
  );
});
