import type { DeviceState } from './state.js';

/** What a QMP path leads to, as far as a trace of one device can say. */
export type Resolved = 'device' | 'other-object' | 'nothing';

/** The containers that QEMU makes for every machine, from the root on; the root itself is the empty path. */
const CONTAINERS = [
  '',
  'objects',
  'chardevs',
  'backend',
  'machine',
  'machine/unattached',
  'machine/peripheral',
  'machine/peripheral-anon',
];

/** Components of a path; QEMU skips empty ones. */
const components = (path: string): readonly string[] => path.split('/').filter((part) => part !== '');

/**
 * Resolves a path as QEMU does: from the root where it begins with a slash, else as the end of exactly one object's
 * path anywhere in the tree. Only the CXL memory devices, the containers of every machine and the backends that QMP made
 * are known here: what else there is, a trace does not say.
 */
export function resolvePath(state: DeviceState, path: string): Resolved {
  if (isOwnPath(state, path)) return 'device';
  const wanted = components(path);
  const own = components(state.config.qomPath);
  const made = state.backends.objects.filter(({ isDeleted }) => !isDeleted).map(({ id }) => ['objects', id]);
  const others = [...CONTAINERS.map(components), ...made, ...otherDevices(state)];
  if (path.startsWith('/')) {
    if (isSame(own, wanted)) return 'device';
    return others.some((other) => isSame(other, wanted)) ? 'other-object' : 'nothing';
  }
  // An empty path ends every path, and the numbered names of nameless devices come more than once.
  if (wanted.length === 0 || (wanted.length === 1 && /\[[0-9]+\]$/.test(wanted[0] as string))) return 'nothing';
  const ends = [own, ...others].filter((parts) => isEnd(parts, wanted));
  if (ends.length !== 1) return 'nothing';
  return ends[0] === own ? 'device' : 'other-object';
}

/**
 * Resolves a path where only CXL memory devices count: a path without components then leads to the only one, and to none
 * where there are several.
 */
export function leadsToDevice(state: DeviceState, path: string): boolean {
  if (isOwnPath(state, path)) return true;
  const wanted = components(path);
  const own = components(state.config.qomPath);
  if (path.startsWith('/')) return isSame(own, wanted);
  return isEnd(own, wanted) && !otherDevices(state).some((other) => isEnd(other, wanted));
}

/** The usual way to name the device: its whole path, which need not be taken apart. */
const isOwnPath = ({ config }: DeviceState, path: string): boolean =>
  path === config.qomPath && path.startsWith('/') && path.length > 1;

const otherDevices = ({ config }: DeviceState): readonly (readonly string[])[] =>
  config.otherPaths?.map(components) ?? [];

/** Whether the path's last components are those of `end`. */
export const endsPath = (path: string, end: string): boolean => isEnd(components(path), components(end));

/** What inject commands say about a path that leads to no CXL memory device; null where it leads to one. */
export function pathFault(state: DeviceState, path: string): string | null {
  const resolved = resolvePath(state, path);
  if (resolved === 'device') return null;
  return resolved === 'nothing' ? 'Unable to resolve path' : 'Path does not point to a CXL type 3 device';
}

const isEnd = (parts: readonly string[], end: readonly string[]): boolean =>
  end.length <= parts.length && isSame(parts.slice(parts.length - end.length), end);

const isSame = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((part, index) => part === right[index]);
