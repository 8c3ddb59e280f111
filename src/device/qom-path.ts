import type { DeviceState } from './state.js';

/** What a QMP path leads to, as far as a trace of one device can say. */
export type Resolved = 'device' | 'other-object' | 'nothing';

/**
 * Resolves a path as QEMU does: from the root where it begins with a slash, else anywhere in the tree that ends with
 * its components. Only the device itself, and the containers on its way, are known here.
 */
export function resolvePath(state: DeviceState, path: string): Resolved {
  const wanted = path.split('/').filter((part) => part !== '');
  const own = state.config.qomPath.split('/').filter((part) => part !== '');
  const isAbsolute = path.startsWith('/');
  const endsThere = (length: number): boolean => {
    const from = isAbsolute ? 0 : length - wanted.length;
    return from >= 0 && wanted.length === length - from && wanted.every((part, index) => part === own[from + index]);
  };
  if (wanted.length === 0) return isAbsolute ? 'other-object' : 'nothing';
  if (endsThere(own.length)) return 'device';
  for (let length = 1; length < own.length; length++) if (endsThere(length)) return 'other-object';
  return 'nothing';
}
