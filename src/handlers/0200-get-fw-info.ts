import { hasWholeBlocks } from '../device/capacity.js';
import { FIRMWARE_SLOTS, withFirmware } from '../device/firmware.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getFwInfo } from '../mailbox/0200-get-fw-info.js';

/** What a written slot is called, whatever was written: the images' contents are not kept. */
const REVISIONS = ['BWFW VERSION 0', 'BWFW VERSION 1'] as const;

export const getFwInfoHandler = defineHandler(getFwInfo, {
  concerns: ['firmware'],
  handle(state, _request, { cci }) {
    if (!hasWholeBlocks(state)) return refuse(state, 'INTERNAL_ERROR', 'a capacity is not a multiple of 256 MiB');
    const { activeSlot, stagedSlot, populatedSlots } = state.ccis[cci].firmware;
    const revision = (slot: 1 | 2): string => (populatedSlots.includes(slot) ? REVISIONS[slot - 1] : undefined) ?? '';
    return succeed(state, {
      slotsSupported: FIRMWARE_SLOTS.length,
      slots: { active: activeSlot, staged: stagedSlot },
      capabilities: { onlineActivation: true },
      slot1Revision: revision(1),
      slot2Revision: revision(2),
      slot3Revision: '',
      slot4Revision: '',
    });
  },
  follow(state, _request, { response }) {
    if (response === null) return state;
    const revisions = [response.slot1Revision, response.slot2Revision];
    return withFirmware(state, 'primary', {
      activeSlot: response.slots.active,
      stagedSlot: response.slots.staged,
      populatedSlots: FIRMWARE_SLOTS.filter((slot) => revisions[slot - 1] !== ''),
    });
  },
});
