import { NS_PER_MS } from '../base/units.js';
import { isRunning, withBackground } from '../device/background.js';
import type { DeviceState } from '../device/state.js';
import type { ClockEvent } from '../trace/events.js';

/**
 * The device as it is where the machine had run for longer than since the trace's beginning: what it noted of its clock
 * moves along. Milliseconds in which operations count begin anew at whole ones of that clock.
 */
export function withRunBefore(device: DeviceState, { advanceNs, virtualNs }: ClockEvent): DeviceState {
  if (virtualNs === null) return device;
  const moreNs = virtualNs - advanceNs - device.nowNs;
  if (moreNs === 0n) return device;
  const { background } = device.ccis.primary;
  const startMs = (background.startMs * NS_PER_MS + moreNs) / NS_PER_MS;
  const moreMs = startMs - background.startMs;
  const nextTickMs = background.nextTickMs === null ? null : background.nextTickMs + moreMs;
  const moved = {
    ...device,
    nowNs: device.nowNs + moreNs,
    timestamp: { ...device.timestamp, lastSetNs: device.timestamp.lastSetNs + moreNs },
  };
  return isRunning(background) ? withBackground(moved, { ...background, startMs, nextTickMs }) : moved;
}
