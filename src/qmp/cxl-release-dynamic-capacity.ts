import { defineQmpCommand } from './command.js';
import { QmpExtent } from './extent.js';
import { bool, enumeration, listOf, object, optional, required, str, u8, u16 } from './schema.js';

const POLICIES = ['tag-based', 'prescriptive'] as const;

export const cxlReleaseDynamicCapacity = defineQmpCommand(
  'cxl-release-dynamic-capacity',
  'Ask the host to give Dynamic Capacity extents of one region back',
  object({
    path: required(str),
    'host-id': required(u16),
    'removal-policy': required(enumeration(POLICIES)),
    'forced-removal': optional(bool),
    'sanitize-on-release': optional(bool),
    region: required(u8),
    tag: optional(str),
    extents: required(listOf(QmpExtent)),
  }),
  {
    renamed: { hid: 'host-id', 'region-id': 'region' },
    policy: { member: 'removal-policy', names: POLICIES },
    flagBits: { 4: 'forced-removal', 5: 'sanitize-on-release' },
    assumed: { 'host-id': 0, 'removal-policy': 'prescriptive' },
  },
);
