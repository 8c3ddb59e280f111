import type { Message } from '../layout/message.js';
import { UpdatedExtent } from '../protocol/extent.js';
import type { DpaRange } from './extents.js';
import { type Answer, refuse } from './outcome.js';
import type { Call } from './profile.js';
import type { DeviceState } from './state.js';

type ExtentsMessage = Message<{ readonly extents: readonly DpaRange[] }>;

/** A host's list of extents as the device reads it. */
export interface ReadExtents {
  readonly extents: readonly DpaRange[];
  /** True where the payload ends before the list does, and the device read on. */
  readonly isShort: boolean;
}

/** Reads a host's list of extents, of which `whole` are those that the payload holds, or refuses its length. */
export function readExtents(
  state: DeviceState,
  layout: ExtentsMessage,
  whole: readonly DpaRange[],
  { payload, profile }: Call,
): ReadExtents | Answer<never> {
  const stated = layout.statedCount(payload);
  const isChecked = profile.behaviours.extentListLength === 'checked';
  if (isChecked && payload.length < layout.sizeBytes)
    return refuse(
      state,
      'INVALID_PAYLOAD_LENGTH',
      `the payload is shorter than the ${layout.sizeBytes} bytes in front`,
    );
  const isShort = payload.length < layout.sizeBytes + UpdatedExtent.sizeBytes * stated;
  // An empty list is looked at before the length of one that is not.
  if (isChecked && isShort && stated > 0)
    return refuse(state, 'INVALID_PAYLOAD_LENGTH', `the payload ends before the ${stated} extents that it announces`);
  if (!isShort) return { extents: whole, isShort };
  // More than the device supports are refused unread.
  const readable = Math.min(stated, profile.constants.extentsMax + 1);
  const padded = new Uint8Array(layout.sizeBytes + UpdatedExtent.sizeBytes * readable);
  padded.set(payload.subarray(0, padded.length));
  return { extents: layout.decode(padded)?.extents ?? [], isShort };
}
