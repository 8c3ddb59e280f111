import type { Tracepoint } from './tracepoint.js';
import { deviceTracepoints } from './tracepoints-device.js';
import { mediaTracepoints } from './tracepoints-media.js';

/** The driver's trace events by name. */
export const tracepoints: ReadonlyMap<string, Tracepoint> = new Map(
  [...mediaTracepoints, ...deviceTracepoints].map((one) => [one.event, one]),
);
