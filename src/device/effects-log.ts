import { EFFECT_BITS, type MailboxHandler, type Profile } from './profile.js';
import type { CciName, DeviceState } from './state.js';

/** The Command Effects Log's name. */
export const EFFECTS_LOG_UUID = '0da9c0b5-bf41-4b78-8f79-96b1623b3f17';

/** Room for every opcode there can be. */
export const EFFECTS_LOG_BYTES = 4 * 65536;

/** The commands that this device has on an interface, by ascending opcode. */
export function implemented(profile: Profile, state: DeviceState, cci: CciName): readonly MailboxHandler[] {
  return [...profile.commands[cci].values()]
    .filter((handler) => hasCommand(state, handler))
    .sort((left, right) => left.command.opcode - right.command.opcode);
}

export const hasCommand = (state: DeviceState, handler: MailboxHandler): boolean =>
  !handler.needsDynamicCapacity || state.config.dynamicCapacityRegions > 0;

/** The effect word of a command as the device reports it. */
export const effectWord = (handler: MailboxHandler): number =>
  handler.effects.reduce((word, effect) => word | (1 << EFFECT_BITS[effect]), 0);

/** The log's entries: opcode and effects, two bytes each. */
export function effectsLog(profile: Profile, state: DeviceState, cci: CciName): Uint8Array {
  const handlers = implemented(profile, state, cci);
  const view = new DataView(new ArrayBuffer(4 * handlers.length));
  handlers.forEach((handler, index) => {
    view.setUint16(4 * index, handler.command.opcode, true);
    view.setUint16(4 * index + 2, effectWord(handler), true);
  });
  return new Uint8Array(view.buffer);
}
