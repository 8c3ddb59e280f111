import { wrap32 } from '../base/units.js';
import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { scanBytes, scanRefusal, scanTimeMs } from '../device/scan.js';
import { getScanMediaCapabilities } from '../mailbox/4303-get-scan-media-capabilities.js';

export const getScanMediaCapabilitiesHandler = defineHandler(getScanMediaCapabilities, {
  concerns: ['identity'],
  handle(state, request, { profile }) {
    const estimatedTimeMs = wrap32(scanTimeMs(scanBytes(request)));
    return scanRefusal(profile, state, request) ?? succeed(state, { estimatedTimeMs });
  },
});
