import { wrap64 } from '../base/units.js';
import type { Region } from './config.js';
import type { CorruptionId, CrashId } from './crashes.js';
import { type DpaRange, endsAsSmall, overlaps } from './extents.js';
import type { Profile } from './profile.js';
import { leadsToDevice } from './qom-path.js';
import type { DeviceState, Extent } from './state.js';

/** What ends the checks of a QMP request: words for the operator, or the machine's death. */
export type QmpFault = { readonly desc: string; readonly corruption?: CorruptionId } | { readonly crash: CrashId };

interface Request {
  readonly path: string;
  readonly region: number;
  readonly tag?: string | undefined;
  readonly extents: readonly { readonly offset: bigint; readonly len: bigint }[];
}

/**
 * The checks that adding and releasing share, in QEMU's order; `refuses` is what they do not share, asked per extent.
 * Returns the extents by device physical address.
 */
export function checkedExtents(
  { behaviours }: Profile,
  state: DeviceState,
  request: Request,
  refuses: (range: DpaRange) => string | null,
): { readonly extents: readonly Extent[] } | QmpFault {
  const region = regionNamed(state, request);
  if ('desc' in region) return region;
  const extents: Extent[] = [];
  for (const { offset, len } of request.extents) {
    // The tag is read with each extent.
    if (request.tag === undefined && behaviours.operatorTagMissing === 'dies') return { crash: 'operator-tag-missing' };
    const extent = { startDpa: wrap64(region.baseDpa + offset), lengthBytes: len, tag: null, sharedSequence: 0 };
    const fault = rangeFault(region, offset, len) ?? listFault(extents, extent) ?? refusal(refuses(extent));
    if (fault !== null) return fault;
    extents.push(extent);
  }
  return { extents };
}

/** The region of a request, or what is wrong with its path or number. */
export function regionNamed(
  state: DeviceState,
  { path, region }: Pick<Request, 'path' | 'region'>,
): Region | { readonly desc: string } {
  if (!leadsToDevice(state, path)) return { desc: 'Unable to resolve CXL type 3 device' };
  const { regions } = state.dynamicCapacity;
  if (regions.length === 0) return { desc: 'No dynamic capacity support from the device' };
  return regions[region] ?? { desc: 'region id is too large' };
}

function rangeFault({ blockSizeBytes, lengthBytes }: Region, offset: bigint, len: bigint): QmpFault | null {
  if (len === 0n) return { desc: 'extent with 0 length is not allowed' };
  if (offset % blockSizeBytes !== 0n || len % blockSizeBytes !== 0n)
    return { desc: 'dpa or len is not aligned to region block size' };
  if (wrap64(offset + len) > lengthBytes) return { desc: 'extent range is beyond the region end' };
  // The sum wrapped: the block bitmap is then read far outside, at its start or past its end.
  return offset + len > lengthBytes && offset > lengthBytes ? { crash: 'qmp-extent-wraps' } : null;
}

function listFault(before: readonly DpaRange[], extent: Extent): QmpFault | null {
  const desc = 'duplicate or overlapped extents are detected';
  if (endsAsSmall(extent)) return { desc, corruption: 'extent-length-wraps' };
  return before.some((earlier) => overlaps(earlier, extent)) ? { desc } : null;
}

const refusal = (desc: string | null): QmpFault | null => (desc === null ? null : { desc });
