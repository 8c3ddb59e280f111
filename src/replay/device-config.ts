import type { DeviceConfig } from '../device/config.js';
import type { DeviceDescription } from '../trace/header.js';

/** The device that a trace describes, as the engine makes it. */
export const deviceConfig = ({ mailboxAddress: _address, ...config }: DeviceDescription): DeviceConfig => config;
