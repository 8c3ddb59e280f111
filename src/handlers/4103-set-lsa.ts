import { crash, refuse, succeed } from '../device/outcome.js';
import { readsUnknownBytes } from '../device/overrun.js';
import { writeBytes } from '../device/paged-bytes.js';
import { defineHandler } from '../device/profile.js';
import { setLsa } from '../mailbox/4103-set-lsa.js';

export const setLsaHandler = defineHandler(setLsa, {
  concerns: ['lsa'],
  effects: ['immediate-configuration-change', 'immediate-data-change'],
  refusedWhileMediaDisabled: true,
  handle(state, { offset, data }, { payload, profile }) {
    const { lsaBytes } = state.config;
    if (BigInt(offset + data.length) > lsaBytes)
      return refuse(state, 'INVALID_INPUT', `the label storage area ends at ${lsaBytes} bytes`);
    if (lsaBytes === 0n) return succeed(state);
    if (data.length === 0 && profile.behaviours.emptyLabelAccess === 'dies') return crash('lsa-access-without-length');
    const written = succeed<never>({ ...state, lsa: writeBytes(state.lsa, offset, data) });
    // What lies behind the payload area is now in the labels, for the host to read.
    return readsUnknownBytes(profile, payload.length)
      ? { ...written, corruption: 'request-read-past-payload' }
      : written;
  },
  follow: (state, { offset, data }) => ({ ...state, lsa: writeBytes(state.lsa, offset, data) }),
});
