import type { CciName, DeviceState } from './state.js';

/** The longest payload of an interface as a power of two. */
export const payloadLimitLog2 = (state: DeviceState, cci: CciName): number =>
  Math.floor(Math.log2(state.ccis[cci].payloadBytesMax));

/** The state in which an interface takes payloads of up to 2^log2 bytes; a reset forgets it. */
export const withPayloadLimit = (state: DeviceState, cci: CciName, log2: number): DeviceState => ({
  ...state,
  ccis: { ...state.ccis, [cci]: { ...state.ccis[cci], payloadBytesMax: 2 ** log2 } },
});
