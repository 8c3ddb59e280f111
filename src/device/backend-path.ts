import { backendById } from './backend-list.js';
import type { Backend } from './backends.js';
import type { DeviceState } from './state.js';

/** The backend that a QOM path leads to, in full from the root or by its end; undefined where to none that is known. */
export function backendAt(state: DeviceState, path: string): Backend | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const id = parts.at(-1);
  const isWhole = parts.length === 2 && parts[0] === 'objects';
  const isEnd = parts.length === 1 && !path.startsWith('/');
  return id !== undefined && (isWhole || isEnd) ? backendById(state, id) : undefined;
}
