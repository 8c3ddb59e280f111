import type { BehaviourValue } from './behaviours.js';
import type { Effect, MailboxHandler, Profile } from './profile.js';
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

/** The bits on which all devices agree. */
const COMMON_BITS = {
  'configuration-change-after-cold-reset': 0x0001,
  'immediate-configuration-change': 0x0002,
  'immediate-data-change': 0x0004,
  'immediate-policy-change': 0x0008,
  'immediate-log-change': 0x0010,
  'security-state-change': 0x0020,
  'background-operation': 0x0040,
} as const;

/** The others, as each numbering has them; in the specification's the resets count only beside a bit that says so. */
const EFFECT_BITS: Readonly<Record<BehaviourValue<'commandEffectBits'>, Readonly<Partial<Record<Effect, number>>>>> = {
  'without-abort': COMMON_BITS,
  'abort-in-bit-7': {
    ...COMMON_BITS,
    'background-operation-can-be-aborted': 0x0080,
    'configuration-change-after-conventional-reset': 0x0800,
    'configuration-change-after-cxl-reset': 0x1000,
  },
  'as-specified': {
    ...COMMON_BITS,
    'background-operation-can-be-aborted': 0x0100,
    'configuration-change-after-conventional-reset': 0x0600,
    'configuration-change-after-cxl-reset': 0x0a00,
  },
};

/** The effect word of a command as the device reports it. */
function effectWord(profile: Profile, handler: MailboxHandler): number {
  const bits = EFFECT_BITS[profile.behaviours.commandEffectBits];
  return handler.effects.reduce((word, effect) => word | (bits[effect] ?? 0), 0);
}

/** The log's entries: opcode and effects, two bytes each. */
export function effectsLog(profile: Profile, state: DeviceState, cci: CciName): Uint8Array {
  const handlers = implemented(profile, state, cci);
  const view = new DataView(new ArrayBuffer(4 * handlers.length));
  handlers.forEach((handler, index) => {
    view.setUint16(4 * index, handler.command.opcode, true);
    view.setUint16(4 * index + 2, effectWord(profile, handler), true);
  });
  return new Uint8Array(view.buffer);
}
