import { defineQmpCommand } from './command.js';
import { object, required, str, u8, u16 } from './schema.js';

export const cxlReleaseDynamicCapacityStatus = {
  ...defineQmpCommand(
    'cxl-release-dynamic-capacity-status',
    'Ask whether the host still holds capacity with a tag',
    object({ path: required(str), 'host-id': required(u16), region: required(u8), tag: required(str) }),
  ),
  returns: '{ status: Released | Not Released, message: str }',
};
