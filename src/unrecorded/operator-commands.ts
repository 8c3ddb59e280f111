import type { JsonObject } from '../base/json.js';
import { contains, type DpaRange } from '../device/extents.js';
import type { DeviceState } from '../device/state.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';
import { cxlReleaseDynamicCapacity } from '../qmp/cxl-release-dynamic-capacity.js';
import type { UnrecordedCommand } from './explanation.js';
import { rangesText } from './host-commands.js';

/** What an operator may have asked for. */
export const requesting = (execute: string, given: JsonObject, about: string): UnrecordedCommand => ({
  by: 'operator',
  execute,
  arguments: given,
  says: `QMP ${execute} of ${about}`,
});

interface Exchange {
  readonly type: 'add-capacity' | 'release-capacity';
  readonly hostId: number;
  readonly extents: readonly (DpaRange & { readonly tag: string | null })[];
}

/** The request that offers extents of one region, or asks for them back; null where they lie in none. */
export function capacityRequest({ config, dynamicCapacity }: DeviceState, asked: Exchange): UnrecordedCommand | null {
  const [first] = asked.extents;
  const { regions } = dynamicCapacity;
  const region = regions.findIndex(
    ({ baseDpa, lengthBytes }) => first !== undefined && contains({ startDpa: baseDpa, lengthBytes }, first),
  );
  const base = regions[region]?.baseDpa;
  if (first === undefined || base === undefined) return null;
  const isOffer = asked.type === 'add-capacity';
  const tag = first.tag;
  return requesting(
    isOffer ? cxlAddDynamicCapacity.name : cxlReleaseDynamicCapacity.name,
    {
      path: config.qomPath,
      'host-id': asked.hostId,
      [isOffer ? 'selection-policy' : 'removal-policy']: 'prescriptive',
      region,
      ...(tag !== null && { tag }),
      extents: asked.extents.map(({ startDpa, lengthBytes }) => ({ offset: startDpa - base, len: lengthBytes })),
    },
    `${rangesText(asked.extents)}${tag === null ? '' : ` with tag ${tag}`}`,
  );
}
