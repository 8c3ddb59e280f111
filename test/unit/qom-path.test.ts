import { describe, expect, it } from 'vitest';
import { leadsToDevice, resolvePath } from '../../src/device/qom-path.js';
import { initialState } from '../../src/device/state.js';
import { Engine, TEST_DEVICE } from '../engine.js';

const state = initialState(TEST_DEVICE);

describe('where a path leads', () => {
  it.each([
    'mem0',
    'peripheral/mem0',
    'machine/peripheral/mem0',
    '/machine/peripheral/mem0',
    '//machine/peripheral//mem0/',
  ])('%s: the device', (path) => {
    expect(resolvePath(state, path)).toBe('device');
    expect(leadsToDevice(state, path)).toBe(true);
  });

  it.each(['/', '/machine', 'machine', '/machine/peripheral', 'peripheral', 'unattached', '/objects', 'objects'])(
    '%s: something else',
    (path) => {
      expect(resolvePath(state, path)).toBe('other-object');
      expect(leadsToDevice(state, path)).toBe(false);
    },
  );

  it.each(['MEM0', 'mem', 'mem0/x', '/mem0', '/peripheral/mem0', 'nowhere', '/machine/nowhere'])(
    '%s: nothing',
    (path) => {
      expect(resolvePath(state, path)).toBe('nothing');
      expect(leadsToDevice(state, path)).toBe(false);
    },
  );

  it('a path without components ends every path, so only where memory devices alone count is it one', () => {
    expect(resolvePath(state, '')).toBe('nothing');
    expect(leadsToDevice(state, '')).toBe(true);
  });

  it('the numbered name of a nameless device is not the only one of its kind', () => {
    const nameless = initialState({ ...TEST_DEVICE, qomPath: '/machine/peripheral-anon/device[0]' });
    expect(resolvePath(nameless, 'device[0]')).toBe('nothing');
    expect(resolvePath(nameless, 'peripheral-anon/device[0]')).toBe('device');
    expect(leadsToDevice(nameless, 'device[0]')).toBe(true);
  });
});

describe('what commands say', () => {
  const errors = { errors: [{ type: 'internal', header: [] }] };

  it.each([
    ['cxl-inject-poison', { start: 0, length: 64 }],
    ['cxl-inject-correctable-error', { type: 'physical' }],
    ['cxl-inject-uncorrectable-errors', errors],
  ])('%s', (name, given) => {
    const engine = new Engine();
    expect(engine.qmp(name, { path: 'nowhere', ...given })).toBe('Unable to resolve path');
    expect(engine.qmp(name, { path: '/machine', ...given })).toBe('Path does not point to a CXL type 3 device');
    expect(engine.qmp(name, { path: 'mem0', ...given })).toBe('ok');
  });
});
