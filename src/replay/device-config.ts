import type { DeviceConfig } from '../device/config.js';
import type { DeviceDescription } from '../trace/header.js';

/** The device that a trace describes, as the engine makes it; `others` are those of the same machine. */
export const deviceConfig = (
  { mailboxAddress: _address, ...config }: DeviceDescription,
  others: readonly DeviceDescription[] = [],
): DeviceConfig => ({
  ...config,
  ...(others.length > 0 && { otherPaths: others.map(({ qomPath }) => qomPath) }),
});
