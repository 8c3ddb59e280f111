import { expect, it } from 'vitest';
import { partName } from '../../src/cli/part-name.js';

const nameIn = (...paths: readonly string[]) => {
  const parts = paths.map((name) => ({ name }));
  return paths.map((path) => partName(parts, path));
};

it('a file of several is called by as much of its path as tells it from the others', () => {
  expect(nameIn('/a/dmesg.txt', '/a/mmio.log')).toEqual(['dmesg.txt', 'mmio.log']);
  expect(nameIn('logs/qmp/run.log', 'logs/mmio/run.log', 'x/dmesg.txt')).toEqual([
    'qmp/run.log',
    'mmio/run.log',
    'dmesg.txt',
  ]);
  expect(nameIn('run.log', 'old/run.log')).toEqual(['run.log', 'old/run.log']);
  expect(nameIn('a/run.log', 'a/run.log')).toEqual(['a/run.log', 'a/run.log']);
});
