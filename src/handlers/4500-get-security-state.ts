import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getSecurityState } from '../mailbox/4500-get-security-state.js';

export const getSecurityStateHandler = defineHandler(getSecurityState, {
  concerns: ['identity'],
  handle: (state) =>
    // The device has no passphrases.
    succeed(state, {
      state: {
        userPassphraseSet: false,
        masterPassphraseSet: false,
        locked: false,
        frozen: false,
        userPassphraseAttemptsExhausted: false,
        masterPassphraseAttemptsExhausted: false,
      },
    }),
});
