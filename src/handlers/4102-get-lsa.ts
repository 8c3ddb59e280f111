import { crash, refuse, succeed } from '../device/outcome.js';
import { readBytes, writeBytes } from '../device/paged-bytes.js';
import { defineHandler } from '../device/profile.js';
import { getLsa } from '../mailbox/4102-get-lsa.js';

export const getLsaHandler = defineHandler(getLsa, {
  concerns: ['lsa'],
  refusedWhileMediaDisabled: true,
  handle(state, { offset, lengthBytes }, { profile: { behaviours, constants } }) {
    const { lsaBytes } = state.config;
    if (behaviours.payloadBounds === 'kept' && lengthBytes > constants.payloadBytes)
      return refuse(state, 'INVALID_INPUT', 'the answer would be longer than the payload area');
    if (BigInt(offset + lengthBytes) > lsaBytes)
      return refuse(state, 'INVALID_INPUT', `the label storage area ends at ${lsaBytes} bytes`);
    if (lsaBytes === 0n) return succeed(state);
    if (lengthBytes === 0 && behaviours.emptyLabelAccess === 'dies') return crash('lsa-access-without-length');
    return succeed(state, { data: readBytes(state.lsa, offset, lengthBytes) });
  },
  follow: (state, { offset }, { response }) =>
    response === null ? state : { ...state, lsa: writeBytes(state.lsa, offset, response.data) },
});
