import { hexNumber } from '../base/hex.js';
import { isRunning, withBackground } from '../device/background.js';
import type { Background, DeviceState } from '../device/state.js';
import { requestAbortBackgroundOperation } from '../mailbox/0005-request-abort-background-operation.js';
import { scanMedia } from '../mailbox/4304-scan-media.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { MailboxEvent, RegisterEvent } from '../trace/events.js';
import { isAnswered, isOf, type Scene, type Teller, type Told } from './teller.js';

/** What of a command that went on in the background nobody saw begin: it runs until an answer shows that it does not. */
const FOR_EVER_MS = 1n << 40n;

/** The status of background operations tells what had run last, and whether it still does. */
export const background: Teller = {
  part: 'background',
  codes: ['SUCCESS', 'BACKGROUND_COMMAND_STARTED', 'BUSY', 'REQUEST_ABORT_NOT_SUPPORTED'],
  dependsOn: ({ event, mismatches }) =>
    (event.kind === 'register' && (event.register === 'background-status' || event.register === 'mailbox-status')) ||
    event.kind === 'clock' ||
    (event.kind === 'mailbox' && event.cci === 'primary' && mismatches.some(showsBackground)) ||
    isOf(event, requestAbortBackgroundOperation),
  tell(scene) {
    const { event } = scene;
    if (event.kind === 'register') return tellRegister(scene, event);
    return event.kind === 'mailbox' && event.cci === 'primary' ? tellAnswer(scene, event) : null;
  },
  wants: { kinds: ['mailbox'] },
  // A reset keeps which operation was the last.
  settles: ({ event }, after) =>
    event.kind === 'mailbox' &&
    event.answer?.returnCode === RETURN_CODES.BACKGROUND_COMMAND_STARTED &&
    isRunning(after.ccis.primary.background),
};

/** The bit beside an answer, a refusal because something runs, a scan that goes on. */
const showsBackground = ({ path, recorded, replayed }: Scene['mismatches'][number]): boolean =>
  path === 'background' ||
  path === SCANNING ||
  (path === 'returnCode' && (recorded === RETURN_CODES.BUSY || replayed === RETURN_CODES.BUSY));

const SCANNING = 'response.flags.scanInProgress';

function tellRegister({ device }: Scene, { register, access, value, size, offset }: RegisterEvent): Told | null {
  if (register !== 'background-status' || access !== 'read' || value === null || size !== 8 || offset !== 0)
    return null;
  const opcode = Number(value & 0xffffn);
  const percent = Number((value >> 16n) & 0x7fn);
  const returnCode = Number((value >> 32n) & 0xffffn);
  const isAborted = returnCode === RETURN_CODES.ABORTED;
  const runs = percent > 0 && percent < 100 && !isAborted;
  return {
    device: withBackground(device, { ...standing(device, runs), opcode, percent, returnCode, isAborted }),
    value: `${hexNumber(BigInt(opcode))}, ${percent} %, return code ${returnCode}`,
  };
}

/** Running without an end, or not at all. */
function standing({ ccis }: DeviceState, runs: boolean): Background {
  const { background: before } = ccis.primary;
  if (!runs) return { ...before, startMs: 0n, runtimeMs: 0n, nextTickMs: null };
  return { ...before, runtimeMs: FOR_EVER_MS, nextTickMs: null };
}

/** The background bit beside an answer, that a command is refused as busy or not, and what can be aborted. */
function tellAnswer({ device, profile, mismatches }: Scene, event: MailboxEvent): Told | null {
  const { background: before } = device.ccis.primary;
  const isBusy = event.answer?.returnCode === RETURN_CODES.BUSY;
  let next = before;
  if (isBusy !== isRunning(before) && mismatches.some(({ path }) => path === 'returnCode'))
    next = standing(device, isBusy);
  if (isAnswered(event, requestAbortBackgroundOperation, 'SUCCESS')) next = { ...next, opcode: scanMedia.opcode };
  const scanning = mismatches.find(({ path }) => path === SCANNING);
  if (scanning !== undefined)
    next = {
      ...standing(device, scanning.recorded === true),
      ...(scanning.recorded === true && { opcode: scanMedia.opcode }),
    };
  const bit = event.answer?.background;
  if (profile.behaviours.statusBackgroundBit === 'until-complete' && bit !== undefined)
    next = bit ? { ...next, percent: next.percent % 100, isAborted: false } : { ...next, percent: 100 };
  if (next === before) return null;
  return { device: withBackground(device, next), value: isRunning(next) ? 'something ran' : 'nothing ran' };
}
