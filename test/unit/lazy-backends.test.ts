import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/base/json.js';
import { GIB, MIB } from '../../src/base/units.js';
import { withBackendChanged } from '../../src/device/backend-list.js';
import type { Profile } from '../../src/device/profile.js';
import { qemuLazyRfc } from '../../src/profiles/qemu-lazy-rfc.js';
import { qemuLazyV1 } from '../../src/profiles/qemu-lazy-v1.js';
import { Engine, le64 } from '../engine.js';

const TAG = '5be13bce-ae34-4a77-b6c3-16df975fcf1a';
const BACKEND = 256n * MIB;

/** A device without memory of its own: one region of 4 GiB at address 0. */
const lazy = (profile: Profile = qemuLazyRfc) =>
  new Engine(
    {
      volatileBytes: 0n,
      persistentBytes: 0n,
      lsaBytes: 0n,
      dynamicCapacityBytes: 4n * GIB,
      dynamicCapacityRegions: 1,
      lazyBackends: true,
    },
    profile,
  );

const make = (engine: Engine, id: string, tag: string, options: JsonObject = {}) =>
  engine.qmp('object-add', { 'qom-type': 'memory-backend-tagged', id, size: BACKEND, tag, ...options });

const request = { path: 'mem0', 'host-id': 0, region: 0 };

const add = (engine: Engine, offset: bigint, options: JsonObject = {}) =>
  engine.qmp('cxl-add-dynamic-capacity', {
    ...request,
    'selection-policy': 'prescriptive',
    tag: TAG,
    extents: [{ offset, len: BACKEND }],
    ...options,
  });

const list = (...ranges: readonly (readonly [bigint, bigint])[]) =>
  le64(ranges.length) + ranges.map(([start, length]) => le64(start) + le64(length) + '00'.repeat(8)).join('');
const accept = (engine: Engine, ...ranges: readonly (readonly [bigint, bigint])[]) =>
  engine.mailbox(0x4802, list(...ranges));
const release = (engine: Engine, ...ranges: readonly (readonly [bigint, bigint])[]) =>
  engine.mailbox(0x4803, list(...ranges));
const tags = (engine: Engine) => engine.state.dynamicCapacity.accepted.map(({ tag }) => tag);

describe('an object', () => {
  it('is checked as QEMU checks it: arguments by type, then its name, its size, what has the name', () => {
    const engine = lazy();
    const one = (given: JsonObject) => engine.qmp('object-add', given);
    expect(one({ id: 'a' })).toBe("Parameter 'qom-type' is missing");
    expect(one({ 'qom-type': 'memory-backend-tagged' })).toBe("Parameter 'id' is missing");
    expect(make(engine, 'a', TAG, { policy: 'near' })).toBe("Parameter 'policy' does not accept value 'near'");
    expect(make(engine, 'a', TAG, { size: 'large' })).toBe("Parameter 'size' expects uint64");
    expect(make(engine, 'a', TAG, { colour: 1 })).toBe("Parameter 'colour' is unexpected");
    expect(make(engine, '9', TAG)).toBe("Parameter 'id' expects an identifier");
    expect(make(engine, 'a', TAG)).toBe('ok');
    expect(make(engine, 'a', TAG)).toBe("attempt to add duplicate property 'a' to object (type 'container')");
    expect(one({ 'qom-type': 'iothread', id: 'io' }), 'no memory backend').toBe('none');
  });

  it('has a tag by its type, or by being a backend at all', () => {
    const ram = { 'qom-type': 'memory-backend-ram' };
    expect(make(lazy(), 'a', TAG, ram)).toBe("Parameter 'tag' is unexpected");
    expect(make(lazy(qemuLazyV1), 'a', TAG, ram)).toBe('ok');
    expect(make(lazy(qemuLazyV1), 'a', TAG)).toBe("Parameter 'qom-type' does not accept value 'memory-backend-tagged'");
  });

  it('is found by its path or the end of it, and its tag can change at any time', () => {
    const engine = lazy();
    make(engine, 'a', TAG);
    expect(engine.ask('qom-get', { path: 'a', property: 'tag' })).toBe(TAG);
    expect(engine.ask('qom-get', { path: '/objects/a', property: 'size' })).toBe(BACKEND);
    expect(engine.ask('qom-set', { path: '/objects/a', property: 'tag', value: 7 })).toBe(
      "Invalid parameter type for 'tag', expected: string",
    );
    expect(engine.ask('qom-set', { path: 'objects/a', property: 'tag', value: 'other' })).toEqual({});
    expect(add(engine, 0n)).toBe('dynamic capacity must have a backing device');
    expect(add(engine, 0n, { tag: 'other' })).toBe('ok');
    expect(engine.qmp('qom-get', { path: '/machine', property: 'type' })).toBe('none');
    expect(engine.qmp('cxl-inject-poison', { path: 'a', start: 0, length: 64 })).toBe(
      'Path does not point to a CXL type 3 device',
    );
  });
});

describe('an offer', () => {
  it('without a tag kills the machine, once it looks at an extent', () => {
    const without = (extents: JsonObject['x']) =>
      lazy().qmp('cxl-add-dynamic-capacity', { ...request, 'selection-policy': 'prescriptive', extents });
    expect(without([{ offset: 0, len: 0 }])).toBe('crash operator-tag-missing');
    const elsewhere = {
      ...request,
      path: 'nowhere',
      'selection-policy': 'prescriptive',
      extents: [{ offset: 0, len: 0 }],
    };
    expect(lazy().qmp('cxl-add-dynamic-capacity', elsewhere)).toBe('Unable to resolve CXL type 3 device');
  });

  it('looks for the tag as text: without hyphens it names another, and an empty one names what has none', () => {
    const engine = lazy();
    make(engine, 'a', TAG.replaceAll('-', ''));
    expect(add(engine, 0n)).toBe('dynamic capacity must have a backing device');
    expect(add(engine, 0n, { tag: TAG.replaceAll('-', '') })).toBe('ok');
    make(engine, 'b', '');
    expect(add(engine, BACKEND, { tag: '' })).toBe('ok');
    expect(engine.state.dynamicCapacity.pending.flat().map(({ tag }) => tag)).toEqual([null, null]);
  });

  it('by the fabric manager has no backend: the device says that it maps one, and refuses', () => {
    const engine = lazy();
    const extent = { startDpa: 0n, lengthBytes: BACKEND, tag: TAG, sharedSequence: 0 };
    engine.state = {
      ...engine.state,
      dynamicCapacity: { ...engine.state.dynamicCapacity, pending: [[extent]] },
    };
    expect(accept(engine, [0n, BACKEND])).toBe('0f');
    expect(engine.log).toEqual(['Mapping host memory backend for dpa 0x0 len 0x10000000']);
  });

  it('keeps a deleted backend in use, which damages memory', () => {
    const engine = lazy();
    make(engine, 'a', TAG);
    add(engine, 0n);
    expect(engine.qmp('object-del', { id: 'a' })).toBe('ok');
    expect(engine.qmp('object-del', { id: 'a' })).toBe("object 'a' not found");
    expect(accept(engine, [0n, BACKEND])).toBe('00');
    expect(engine.state.corrupted).toBe('backend-deleted-while-offered');
  });
});

describe('an acceptance', () => {
  it('is refused where the backend has no memory', () => {
    const engine = lazy(qemuLazyV1);
    make(engine, 'a', TAG, { 'qom-type': 'memory-backend-ram' });
    add(engine, 0n);
    engine.state = withBackendChanged(engine.state, 0, { hasMemory: false });
    expect(accept(engine, [0n, BACKEND])).toBe('0f');
    expect(engine.log).toEqual(['Could not get memory region from host memory backend']);
  });

  it.each([
    [qemuLazyRfc, 'memory-backend-tagged', TAG],
    [qemuLazyV1, 'memory-backend-memfd', null],
  ] as const)('keeps the tag or loses it: $0.name', (profile, type, tag) => {
    const engine = lazy(profile);
    make(engine, 'a', TAG, { 'qom-type': type });
    add(engine, 0n);
    expect(accept(engine, [0n, BACKEND])).toBe('00');
    expect(tags(engine)).toEqual([tag]);
  });

  it('leaves what it mapped before a refused entry, or nothing of it', () => {
    const tagged = { 'qom-type': 'memory-backend-tagged' };
    const states = (['none', 'as-before'] as const).map((acceptRollback) => {
      const engine = lazy({ ...qemuLazyRfc, behaviours: { ...qemuLazyRfc.behaviours, acceptRollback } });
      make(engine, 'a', TAG, tagged);
      add(engine, 0n);
      const group = engine.state.dynamicCapacity.pending
        .flat()
        .flatMap((extent) => [extent, { ...extent, startDpa: BACKEND }]);
      engine.state = { ...engine.state, dynamicCapacity: { ...engine.state.dynamicCapacity, pending: [group] } };
      expect(accept(engine, [0n, BACKEND], [BACKEND, BACKEND])).toBe('0f');
      expect(engine.state.dynamicCapacity.pending).toHaveLength(1);
      return engine.state.dynamicCapacity.accepted.length;
    });
    expect(states).toEqual([1, 0]);
  });
});

describe('the fixed window', () => {
  const offered = (engine: Engine, count: number, offset = 0n) => {
    for (let index = 0; index < count; index++) {
      const tag = `${index}${TAG.slice(1)}`;
      make(engine, `m${index}`, tag);
      add(engine, offset + BigInt(index) * BACKEND, { tag });
    }
  };

  it('shows the newest backend from its own offset on, and what lies behind it where it ends', () => {
    const engine = lazy();
    engine.decoder(true);
    offered(engine, 2);
    accept(engine, [0n, BACKEND]);
    expect(engine.window(8n, 0x1234n)).toBe('none');
    accept(engine, [BACKEND, BACKEND]);
    expect(engine.window(8n), 'the second begins behind its own end, so the first shows').toBe('1234');
    expect(engine.window(BACKEND), 'no alias reaches so far').toBe('0');
    engine.decoder(false);
    expect(engine.window(8n), 'an alias outlives its decoder').toBe('1234');
    release(engine, [0n, BACKEND]);
    expect(engine.window(8n)).toBe('none');
  });

  it('has four slots: the fifth hangs the machine, or goes without', () => {
    const fifth = (profile: Profile) => {
      const engine = lazy({ ...profile, behaviours: { ...profile.behaviours, tagProperty: 'own-type' } });
      engine.decoder(true);
      offered(engine, 5);
      for (let index = 0n; index < 4n; index++) expect(accept(engine, [index * BACKEND, BACKEND])).toBe('00');
      return accept(engine, [4n * BACKEND, BACKEND]);
    };
    expect(fifth(qemuLazyRfc)).toBe('crash alias-slot-in-use');
    expect(fifth(qemuLazyV1)).toBe('00');
  });

  it('takes a slot that a release made free only when its turn comes', () => {
    const engine = lazy();
    engine.decoder(true);
    offered(engine, 5);
    for (let index = 0n; index < 4n; index++) accept(engine, [index * BACKEND, BACKEND]);
    release(engine, [BACKEND, BACKEND]);
    expect(accept(engine, [4n * BACKEND, BACKEND]), 'the first slot is next').toBe('crash alias-slot-in-use');
  });

  it('kills the machine where the decoder comes between offer and answer', () => {
    const engine = lazy();
    offered(engine, 1);
    engine.decoder(true);
    expect(accept(engine, [0n, BACKEND])).toBe('crash alias-without-window');
  });

  it('kills the machine where what was accepted before the decoder is touched', () => {
    const engine = lazy();
    offered(engine, 1);
    accept(engine, [0n, BACKEND]);
    engine.decoder(true);
    expect(engine.window(BACKEND), 'not accepted').toBe('0');
    expect(engine.window(0n)).toBe('crash dynamic-memory-without-address-space');
  });
});

describe('a release', () => {
  it('is of whole extents, as many as it likes', () => {
    const engine = lazy();
    for (const [index, tag] of [TAG, `6${TAG.slice(1)}`].entries()) {
      make(engine, `m${index}`, tag);
      add(engine, BigInt(index) * BACKEND, { tag });
      accept(engine, [BigInt(index) * BACKEND, BACKEND]);
    }
    expect(release(engine, [0n, BACKEND / 2n])).toBe('02');
    expect(release(engine, [BACKEND / 2n, BACKEND]), 'the ends of both').toBe('02');
    expect(release(engine, [0n, 2n * BACKEND])).toBe('00');
    expect(tags(engine)).toEqual([]);
  });

  it('by tag goes by the tag of the extent, or of its backend', () => {
    const ask = (profile: Profile, type: string, tag: string) => {
      const engine = lazy(profile);
      make(engine, 'a', TAG, { 'qom-type': type });
      add(engine, 0n);
      accept(engine, [0n, BACKEND]);
      engine.qmp('cxl-release-dynamic-capacity', { ...request, 'removal-policy': 'tag-based', tag, extents: [] });
      return engine.state.eventLogs[4]?.records.length;
    };
    expect(ask(qemuLazyRfc, 'memory-backend-tagged', TAG.toUpperCase())).toBe(2);
    expect(ask(qemuLazyV1, 'memory-backend-ram', TAG)).toBe(2);
    expect(ask(qemuLazyV1, 'memory-backend-ram', TAG.toUpperCase()), 'text, not bytes').toBe(1);
  });

  it('is told of by a status, which takes what is only offered for released', () => {
    const engine = lazy();
    const status = (region = 0) => engine.ask('cxl-release-dynamic-capacity-status', { ...request, region, tag: TAG });
    make(engine, 'a', TAG);
    add(engine, 0n);
    expect(status()).toEqual({ status: 'Released', message: `Tag ${TAG} released or not found\n` });
    accept(engine, [0n, BACKEND]);
    const shown = '[\u{fffd};\u{3ae}4Jw\u{fffd}\u{fffd}\u{16}\u{7d7}_\u{fffd}\u{1a}';
    expect(status()).toEqual({
      status: 'Not Released',
      message: `Found extent with tag ${shown} dpa 0x0 len 0x10000000\n`,
    });
    expect(status(1)).toBe('Region id is too large');
  });
});

it('a line of Dynamic Capacity cannot be cleared before an offer, and kills the machine after one', () => {
  const engine = lazy();
  const clear = () => engine.mailbox(0x4302, le64(0) + '00'.repeat(64));
  expect(clear()).toBe('04');
  make(engine, 'a', TAG);
  add(engine, 0n);
  expect(clear()).toBe('crash dynamic-memory-without-address-space');
  const other = lazy();
  make(other, 'a', TAG);
  add(other, 0n);
  add(other, BACKEND, { tag: 'none' });
  expect(other.mailbox(0x4302, le64(0) + '00'.repeat(64)), 'an offer that found nothing forgets').toBe('04');
});
