import { FIRMWARE_SLOTS, withFirmware } from '../device/firmware.js';
import { getFwInfo } from '../mailbox/0200-get-fw-info.js';
import { transferFw } from '../mailbox/0201-transfer-fw.js';
import { activateFw } from '../mailbox/0202-activate-fw.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import { systemReset } from '../qmp/system-reset.js';
import { isAnswered, isOf, isReset, type Scene, type Teller, taken } from './teller.js';

/** The firmware's state tells which slots had been written and which one runs. */
export const firmware: Teller = {
  part: 'firmware',
  codes: ['SUCCESS', 'BACKGROUND_COMMAND_STARTED', 'INVALID_SLOT'],
  dependsOn: ({ event }) => isOf(event, getFwInfo, activateFw, transferFw),
  tell({ device, event }) {
    const told = taken(event, getFwInfo)?.response;
    if (told == null) return null;
    const revisions = [told.slot1Revision, told.slot2Revision];
    const { active, staged } = told.slots;
    const populatedSlots = FIRMWARE_SLOTS.filter((slot) => revisions[slot - 1] !== '');
    return {
      device: withFirmware(device, 'primary', { activeSlot: active, stagedSlot: staged, populatedSlots }),
      value: `slot ${active} active, ${staged === 0 ? 'none' : `slot ${staged}`} staged, ${populatedSlots.join(' and ')} written`,
    };
  },
  wants: { mailbox: [getFwInfo], kinds: ['reset'], qmp: [systemReset] },
  settles: ({ event }) => taken(event, getFwInfo) !== null || isReset(event),
};

/** What an open transfer decides, and whether a part comes in order and in time. */
const TRANSFER_CODES = [
  'SUCCESS',
  'BACKGROUND_COMMAND_STARTED',
  'FW_TRANSFER_IN_PROGRESS',
  'FW_TRANSFER_OUT_OF_ORDER',
  'INVALID_INPUT',
  'INVALID_SLOT',
] as const;

/** Whether a part of an image was taken tells whether a transfer was open. */
export const firmwareTransfer: Teller = {
  part: 'firmware-transfer',
  codes: TRANSFER_CODES,
  dependsOn: ({ event }) => isOf(event, transferFw),
  tell({ device, event }) {
    // Slots are looked at only where the part may come now.
    if (isStarted(event) || isAnswered(event, transferFw, 'INVALID_SLOT'))
      return {
        device: withFirmware(device, 'primary', {
          isTransferring: true,
          previousOffsetBytes: 0,
          previousLengthBytes: 0,
          partEndHostNs: null,
        }),
        value: 'open',
      };
    if (isAnswered(event, transferFw, 'FW_TRANSFER_IN_PROGRESS'))
      return { device: withFirmware(device, 'primary', { isTransferring: true, partEndHostNs: null }), value: 'open' };
    return null;
  },
  wants: { mailbox: [transferFw], kinds: ['reset'], qmp: [systemReset] },
  settles: ({ event }) => isReset(event) || taken(event, transferFw) !== null || isStarted(event),
};

const isStarted = (event: Scene['event']): boolean =>
  isOf(event, transferFw) &&
  event.kind === 'mailbox' &&
  event.answer?.returnCode === RETURN_CODES.BACKGROUND_COMMAND_STARTED;
