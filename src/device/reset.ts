import type { Profile } from './profile.js';
import { MEMORY_STATUS_DISABLED, type Registers, resetRegisters } from './register-values.js';
import { type CciState, type DeviceState, type Firmware, initialFirmware, initialState } from './state.js';

/** A machine reset: registers in part, command interfaces, firmware; logs, extents, poison, features and LSA stay. */
export function resetDevice(profile: Profile, state: DeviceState): DeviceState {
  const fresh = initialState(state.config).ccis;
  const resetCci = (cci: CciState, initial: CciState): CciState => ({
    payloadBytesMax: initial.payloadBytesMax,
    // The opcode and return code stay readable.
    background: { ...cci.background, percent: 0, startMs: 0n, runtimeMs: 0n, nextTickMs: null, isAborted: false },
    forgottenTicksMs: profile.behaviours.resetDuringBackground === 'cancels' ? [] : armedTicks(cci),
    firmware: resetFirmware(profile, cci.firmware),
  });
  return {
    ...state,
    registers: registersAfterReset(profile, state),
    ccis: {
      primary: resetCci(state.ccis.primary, fresh.primary),
      fm: resetCci(state.ccis.fm, fresh.fm),
      ld0: resetCci(state.ccis.ld0, fresh.ld0),
      switch: resetCci(state.ccis.switch, fresh.switch),
    },
  };
}

/** The timer is made anew and the old one stays armed. */
const armedTicks = ({ forgottenTicksMs, background }: CciState): readonly bigint[] =>
  [...forgottenTicksMs, background.nextTickMs]
    .filter((tick) => tick !== null)
    .sort((left, right) => Number(left - right));

const resetFirmware = ({ behaviours }: Profile, { activeSlot, stagedSlot, populatedSlots }: Firmware): Firmware =>
  behaviours.stagedFirmwareAtReset === 'forgotten'
    ? initialFirmware
    : { ...initialFirmware, activeSlot: stagedSlot || activeSlot, populatedSlots };

function registersAfterReset({ behaviours }: Profile, { registers, eventLogs }: DeviceState): Registers {
  const after = resetRegisters(registers);
  const isDisabled = registers.memoryDeviceStatus === MEMORY_STATUS_DISABLED;
  const logsWithRecords = eventLogs.reduce((bits, { records }, log) => bits | (Number(records.length > 0) << log), 0);
  return {
    ...after,
    eventStatus: behaviours.eventStatusAfterReset === 'by-the-logs' ? logsWithRecords : after.eventStatus,
    memoryDeviceStatus:
      isDisabled && behaviours.resetDuringBackground === 'cancels' ? MEMORY_STATUS_DISABLED : after.memoryDeviceStatus,
  };
}
