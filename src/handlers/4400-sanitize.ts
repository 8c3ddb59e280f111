import { startedBackground, withBackground } from '../device/background.js';
import { startBackground } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { overwriteMs, sanitized, staticBytes, withMedia } from '../device/sanitize.js';
import { sanitize } from '../mailbox/4400-sanitize.js';

export const sanitizeHandler = defineHandler(sanitize, {
  concerns: ['background', 'lsa', 'events'],
  effects: [
    'immediate-data-change',
    'security-state-change',
    'background-operation',
    'background-operation-can-be-aborted',
  ],
  refusedWhileMediaDisabled: true,
  handle: (state) => startBackground(withMedia(state, 'disabled'), overwriteMs(staticBytes(state.capacity))),
  finish: sanitized,
  follow(state) {
    const background = startedBackground(sanitize.opcode, overwriteMs(staticBytes(state.capacity)), state.nowNs);
    return withBackground(withMedia(state, 'disabled'), background);
  },
});
