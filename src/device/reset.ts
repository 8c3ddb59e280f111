import { resetRegisters } from './register-values.js';
import { type CciState, type DeviceState, initialFirmware, initialState } from './state.js';

/** A machine reset: registers in part, command interfaces, firmware; logs, extents, poison, features and LSA stay. */
export function resetDevice(state: DeviceState): DeviceState {
  const fresh = initialState(state.config).ccis;
  const resetCci = (cci: CciState, initial: CciState): CciState => ({
    payloadBytesMax: initial.payloadBytesMax,
    // The opcode and return code stay readable.
    background: { ...cci.background, percent: 0, startMs: 0n, runtimeMs: 0n, nextTickMs: null, isAborted: false },
    // The timer is made anew and the old one stays armed.
    forgottenTicksMs: [...cci.forgottenTicksMs, cci.background.nextTickMs]
      .filter((tick) => tick !== null)
      .sort((left, right) => Number(left - right)),
    firmware: initialFirmware,
  });
  return {
    ...state,
    registers: resetRegisters(state.registers),
    ccis: {
      primary: resetCci(state.ccis.primary, fresh.primary),
      fm: resetCci(state.ccis.fm, fresh.fm),
      ld0: resetCci(state.ccis.ld0, fresh.ld0),
      switch: resetCci(state.ccis.switch, fresh.switch),
    },
  };
}
