import { wrap32 } from '../base/units.js';
import { startedBackground, withBackground } from '../device/background.js';
import { afterTransfer, hasTimedOut, isSpareSlot, transferMs, withFirmware } from '../device/firmware.js';
import { type Answer, refuse, startBackground, succeed } from '../device/outcome.js';
import { type Call, defineHandler } from '../device/profile.js';
import type { DeviceState, Firmware } from '../device/state.js';
import type { MessageValue } from '../layout/message.js';
import { transferFw } from '../mailbox/0201-transfer-fw.js';
import { FIRMWARE_ACTIONS } from '../protocol/firmware-actions.js';
import { RETURN_CODES } from '../protocol/return-codes.js';

type Request = MessageValue<typeof transferFw.request>;

export const transferFwHandler = defineHandler(transferFw, {
  concerns: ['firmware', 'background'],
  effects: ['background-operation', 'background-operation-can-be-aborted'],
  refusedWhileMediaDisabled: true,
  handle(state, request, call) {
    const action = actionNumber(request);
    if (action === FIRMWARE_ACTIONS.abort) return succeed(withFirmware(state, call.cci, { isTransferring: false }));
    if (offsetBytes(request) + request.data.length > call.profile.constants.firmwareImageBytesMax)
      return refuse(state, 'INVALID_INPUT', 'the part ends behind the largest image that the device takes');
    const { firmware } = state.ccis[call.cci];
    return (
      sequenceFault(state, firmware, request, call) ??
      slotFault(state, firmware, request) ??
      startBackground(withFirmware(state, call.cci, begun(request, call.hostNs)), transferMs(action))
    );
  },
  finish: (state, hostNs) => withFirmware(state, 'primary', afterTransfer(state.ccis.primary.firmware, hostNs)),
  follow(state, request, { code }) {
    if (code !== RETURN_CODES.BACKGROUND_COMMAND_STARTED)
      return withFirmware(state, 'primary', { isTransferring: false });
    const background = startedBackground(transferFw.opcode, transferMs(actionNumber(request)), state.nowNs);
    return withBackground(withFirmware(state, 'primary', begun(request, null)), background);
  },
});

const actionNumber = ({ action }: Request): number => (typeof action === 'number' ? action : FIRMWARE_ACTIONS[action]);

/** The device computes the offset in 32 bits. */
const offsetBytes = ({ offsetBlocks128B }: Request): number => wrap32(BigInt(offsetBlocks128B) * 128n);

const isFollowUp = (action: number): boolean => action === FIRMWARE_ACTIONS.continue || action === FIRMWARE_ACTIONS.end;

/** Whether this part may come now: one transfer at a time, in time, in order; the part before may be sent again. */
function sequenceFault(
  state: DeviceState,
  firmware: Firmware,
  request: Request,
  { cci, hostNs }: Call,
): Answer<never> | null {
  const action = actionNumber(request);
  if (firmware.isTransferring) {
    if (action === FIRMWARE_ACTIONS.full || action === FIRMWARE_ACTIONS.initiate)
      return refuse(state, 'FW_TRANSFER_IN_PROGRESS', 'another transfer is open');
    if (hasTimedOut(firmware, hostNs))
      return refuse(
        withFirmware(state, cci, { isTransferring: false }),
        'INVALID_INPUT',
        'the part before completed more than 30 s ago or not at all, which ends the transfer',
      );
  } else if (isFollowUp(action)) return refuse(state, 'INVALID_INPUT', 'no transfer is open');
  const { previousOffsetBytes, previousLengthBytes } = firmware;
  const offset = offsetBytes(request);
  const isRepeat = offset === previousOffsetBytes && request.data.length === previousLengthBytes;
  return isFollowUp(action) && !isRepeat && offset < previousOffsetBytes + previousLengthBytes
    ? refuse(state, 'FW_TRANSFER_OUT_OF_ORDER', 'the part begins before the end of the one before')
    : null;
}

function slotFault(state: DeviceState, firmware: Firmware, request: Request): Answer<never> | null {
  switch (actionNumber(request)) {
    case FIRMWARE_ACTIONS.full:
    case FIRMWARE_ACTIONS.end:
      return isSpareSlot(firmware, request.slot)
        ? null
        : refuse(state, 'INVALID_SLOT', `slot ${request.slot} is active or does not exist`);
    case FIRMWARE_ACTIONS.initiate:
      return offsetBytes(request) === 0 ? null : refuse(state, 'INVALID_INPUT', 'the first part must begin at 0');
    case FIRMWARE_ACTIONS.continue:
      return null;
    default:
      return refuse(state, 'INVALID_INPUT', 'the action is reserved');
  }
}

/** What a part that is taken changes at once; its data is not kept. */
function begun(request: Request, hostNs: bigint | null): Partial<Firmware> {
  const action = actionNumber(request);
  const isPart = action === FIRMWARE_ACTIONS.initiate || action === FIRMWARE_ACTIONS.continue;
  return {
    currentAction: action,
    currentSlot: request.slot,
    partStartHostNs: hostNs,
    ...(action === FIRMWARE_ACTIONS.initiate && { isTransferring: true }),
    ...(isPart && { previousOffsetBytes: offsetBytes(request), previousLengthBytes: request.data.length }),
  };
}
