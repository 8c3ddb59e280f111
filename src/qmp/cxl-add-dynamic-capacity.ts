import { defineQmpCommand } from './command.js';
import { QmpExtent } from './extent.js';
import { enumeration, listOf, object, optional, required, str, u8, u16 } from './schema.js';

const POLICIES = ['free', 'contiguous', 'prescriptive', 'enable-shared-access'] as const;

export const cxlAddDynamicCapacity = defineQmpCommand(
  'cxl-add-dynamic-capacity',
  'Offer Dynamic Capacity extents of one region to the host',
  object({
    path: required(str),
    'host-id': required(u16),
    'selection-policy': required(enumeration(POLICIES)),
    region: required(u8),
    tag: optional(str),
    extents: required(listOf(QmpExtent)),
  }),
  {
    renamed: { hid: 'host-id', 'region-id': 'region' },
    policy: { member: 'selection-policy', names: POLICIES },
    flagBits: {},
    assumed: { 'host-id': 0, 'selection-policy': 'prescriptive' },
  },
);
