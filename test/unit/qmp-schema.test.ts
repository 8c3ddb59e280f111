import { describe, expect, it } from 'vitest';
import { JsonFraction, type JsonValue } from '../../src/base/json.js';
import type { QmpCommand } from '../../src/qmp/command.js';
import { cxlAddDynamicCapacity } from '../../src/qmp/cxl-add-dynamic-capacity.js';
import { cxlInjectDramEvent } from '../../src/qmp/cxl-inject-dram-event.js';
import { cxlInjectGeneralMediaEvent } from '../../src/qmp/cxl-inject-general-media-event.js';
import { cxlInjectMemoryModuleEvent } from '../../src/qmp/cxl-inject-memory-module-event.js';
import { cxlInjectPoison } from '../../src/qmp/cxl-inject-poison.js';
import { cxlInjectUncorrectableErrors } from '../../src/qmp/cxl-inject-uncorrectable-errors.js';
import { cxlReleaseDynamicCapacity } from '../../src/qmp/cxl-release-dynamic-capacity.js';

const ABSENT = Symbol('absent');

const ADD = {
  path: 'mem0',
  'host-id': 0,
  'selection-policy': 'prescriptive',
  region: 0,
  extents: [
    { offset: 0, len: 1 },
    { offset: 2, len: 3 },
  ],
};
const RELEASE = { path: 'mem0', 'host-id': 0, 'removal-policy': 'prescriptive', region: 0, extents: [] };
const MEDIA = { path: 'mem0', log: 'fatal', flags: 0, dpa: 0, descriptor: 0, type: 0, 'transaction-type': 0 };
const MODULE = {
  path: 'mem0',
  log: 'fatal',
  flags: 0,
  type: 0,
  'health-status': 0,
  'media-status': 0,
  'additional-status': 0,
  'life-used': 0,
  temperature: 0,
  'dirty-shutdown-count': 0,
  'corrected-volatile-error-count': 0,
  'corrected-persistent-error-count': 0,
};

/** What QEMU says about arguments of which some are replaced; null where it takes them. */
function complaint(command: QmpCommand, base: object, changes: Readonly<Record<string, unknown>>): string | null {
  const given = { ...base, ...changes };
  const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ABSENT)) as JsonValue;
  const checked = command.check(kept);
  return 'error' in checked ? checked.error : null;
}

describe('members that are missing or of the wrong type', () => {
  it.each([
    ['a member', { path: ABSENT }, "Parameter 'path' is missing"],
    ['the first in the order of the schema', { region: ABSENT, path: ABSENT }, "Parameter 'path' is missing"],
    ['a nested member', { extents: [{ offset: 0, len: 1 }, { offset: 2 }] }, "Parameter 'extents[1].len' is missing"],
    ['a string', { path: 1 }, "Invalid parameter type for 'path', expected: string"],
    ['an optional member given as null', { tag: null }, "Invalid parameter type for 'tag', expected: string"],
    ['an enum', { 'selection-policy': 2 }, "Invalid parameter type for 'selection-policy', expected: string"],
    ['a list', { extents: {} }, "Invalid parameter type for 'extents', expected: array"],
    ['an element', { extents: [1] }, "Invalid parameter type for 'extents[0]', expected: object"],
    [
      'a type before a later absence',
      { path: null, region: ABSENT },
      "Invalid parameter type for 'path', expected: string",
    ],
  ])('%s', (_what, changes, words) => {
    expect(complaint(cxlAddDynamicCapacity, ADD, changes)).toBe(words);
  });

  it('a boolean', () => {
    const words = "Invalid parameter type for 'forced-removal', expected: boolean";
    expect(complaint(cxlReleaseDynamicCapacity, RELEASE, { 'forced-removal': 1 })).toBe(words);
  });

  it('arguments that are no object', () => {
    for (const given of [null, [], 'x', 1, new JsonFraction('1.0')])
      expect(cxlInjectPoison.check(given)).toEqual({ error: "QMP input member 'arguments' must be an object" });
  });
});

describe('integers', () => {
  const noInteger: readonly (readonly [string, JsonValue])[] = [
    ['a string', '1'],
    ['a boolean', true],
    ['null', null],
    ['a fraction', new JsonFraction('1.0')],
    ['an exponent', new JsonFraction('1e3')],
    ['a number above 64 bits', 1n << 64n],
    ['a number below 64 bits', -(1n << 63n) - 1n],
    ['a list', []],
  ];

  it.each(noInteger)('%s is none, whatever the width', (_what, value) => {
    expect(complaint(cxlInjectPoison, { path: '', start: 0, length: 0 }, { start: value })).toBe(
      "Parameter 'start' expects uint64",
    );
    expect(complaint(cxlInjectPoison, { path: '', start: 0, length: 0 }, { length: value })).toBe(
      "Parameter 'length' expects uint64",
    );
    expect(complaint(cxlInjectGeneralMediaEvent, MEDIA, { flags: value })).toBe("Parameter 'flags' expects uint64");
    expect(complaint(cxlAddDynamicCapacity, ADD, { 'host-id': value })).toBe("Parameter 'host-id' expects uint64");
  });

  it('the whole path is named where there is none, the member alone where it does not fit', () => {
    const errors = (header: JsonValue) => ({ errors: [{ type: 'internal', header }] });
    const words = (header: JsonValue) => complaint(cxlInjectUncorrectableErrors, { path: '' }, errors(header));
    expect(complaint(cxlAddDynamicCapacity, ADD, { extents: [{ offset: 0, len: 'x' }] })).toBe(
      "Parameter 'extents[0].len' expects uint64",
    );
    expect(complaint(cxlInjectDramEvent, MEDIA, { 'correction-mask': [1, 'x'] })).toBe(
      "Parameter 'correction-mask[1]' expects uint64",
    );
    expect(words([0, true])).toBe("Parameter 'errors[0].header[1]' expects uint64");
    expect(words([0, 1n << 32n])).toBe("Parameter 'null' expects uint32_t");
    expect(words([-1])).toBe("Parameter 'null' expects uint32_t");
    expect(words(7)).toBe("Invalid parameter type for 'errors[0].header', expected: array");
  });

  it.each([
    ['u8', { flags: 256 }, "Parameter 'flags' expects uint8_t"],
    ['u8, negative', { flags: -1 }, "Parameter 'flags' expects uint8_t"],
    ['u16', { column: 65536 }, "Parameter 'column' expects uint16_t"],
    ['u32', { row: 4294967296 }, "Parameter 'row' expects uint32_t"],
    ['the largest of each', { flags: 255, column: 65535, row: 4294967295 }, null],
    ['u64, the largest', { dpa: (1n << 64n) - 1n }, null],
  ])('out of range: %s', (_what, changes, words) => {
    expect(complaint(cxlInjectDramEvent, MEDIA, changes)).toBe(words);
  });

  it('a negative u64 is its two’s complement', () => {
    expect(cxlInjectPoison.check({ path: '', start: -64, length: -1 })).toEqual({
      arguments: { path: '', start: (1n << 64n) - 64n, length: (1n << 64n) - 1n },
    });
  });

  it.each([
    ['wrong type', 'x', "Invalid parameter type for 'temperature', expected: integer"],
    ['fraction', new JsonFraction('1.5'), "Invalid parameter type for 'temperature', expected: integer"],
    ['above i64', 1n << 63n, "Invalid parameter type for 'temperature', expected: integer"],
    ['above', 32768, "Parameter 'temperature' expects int16_t"],
    ['below', -32769, "Parameter 'temperature' expects int16_t"],
    ['lowest', -32768, null],
  ])('i16: %s', (_what, temperature, words) => {
    expect(complaint(cxlInjectMemoryModuleEvent, MODULE, { temperature })).toBe(words);
  });
});

describe('enums and unknown members', () => {
  it('names the member alone and echoes the value', () => {
    expect(complaint(cxlInjectGeneralMediaEvent, MEDIA, { log: 'bogus' })).toBe(
      "Parameter 'log' does not accept value 'bogus'",
    );
    expect(complaint(cxlInjectGeneralMediaEvent, MEDIA, { log: 'dynamic-capacity' })).toBe(
      "Parameter 'log' does not accept value 'dynamic-capacity'",
    );
    const errors = [{ type: '', header: [] }];
    expect(complaint(cxlInjectUncorrectableErrors, { path: '' }, { errors })).toBe(
      "Parameter 'type' does not accept value ''",
    );
  });

  it('complains about an unknown member only when the known ones are right', () => {
    expect(complaint(cxlAddDynamicCapacity, ADD, { zz: 1 })).toBe("Parameter 'zz' is unexpected");
    expect(complaint(cxlAddDynamicCapacity, ADD, { zz: 1, region: 256 })).toBe("Parameter 'region' expects uint8_t");
    expect(complaint(cxlAddDynamicCapacity, ADD, { extents: [{ offset: 0, len: 1, q: 1 }], zz: 1 })).toBe(
      "Parameter 'extents[0].q' is unexpected",
    );
    // A nested object is complete before what follows its list is looked at.
    expect(complaint(cxlAddDynamicCapacity, ADD, { extents: [{ offset: 0, len: 1, q: 1 }, {}] })).toBe(
      "Parameter 'extents[0].q' is unexpected",
    );
  });

  it('tells a member named like an inherited property', () => {
    expect(complaint(cxlInjectPoison, { path: '', start: 0, length: 0 }, { toString: 1 })).toBe(
      "Parameter 'toString' is unexpected",
    );
  });
});
