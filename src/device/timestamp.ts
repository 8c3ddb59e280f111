import { wrap64 } from '../base/units.js';
import type { Call } from './profile.js';
import type { DeviceState } from './state.js';

/** The device's timestamp in nanoseconds: 0 until a host sets it, then it runs with the virtual clock. */
export function timestampNs(state: DeviceState): bigint {
  const { isSet, hostSetNs, lastSetNs } = state.timestamp;
  return isSet ? wrap64(hostSetNs + state.nowNs - lastSetNs) : 0n;
}

/** Whether asking a switch for the time kills the machine. */
export const diesOfTimestamp = ({ cci, profile }: Call): boolean =>
  cci === 'switch' && profile.behaviours.switchTimestamp === 'dies';
