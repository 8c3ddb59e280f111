import { hexNumber } from '../base/hex.js';
import { withAccepted } from './accepted.js';
import { withAlias, withoutAlias } from './aliases.js';
import { withoutGroup } from './answered-group.js';
import { backendByKey, withBackendChanged } from './backend-list.js';
import type { Backend } from './backends.js';
import { contains, type DpaRange, rangeText } from './extents.js';
import { crash, type Outcome, refuse, succeed } from './outcome.js';
import type { Profile } from './profile.js';
import type { DeviceState, Extent, ExtentMapping } from './state.js';

/** The pending group that an answer is about, and whether further answers about it follow. */
export interface AnsweredOffer {
  readonly place: number;
  readonly staysOpen: boolean;
}

/** An entry that could not be mapped: what the device prints, and why in words. */
interface Fault {
  readonly line: string;
  readonly why: string;
}

/** A mapped entry: the accepted extent and the state with its backend in place. */
type Mapped =
  | { readonly state: DeviceState; readonly extent: Extent }
  | { readonly crash: 'alias-slot-in-use' | 'alias-without-window' }
  | Fault;

/**
 * Accepts the entries of an answer that passed all other checks, mapping each one's backend, entry by entry: what comes
 * before a refused one may stay accepted, and the group stays first in line.
 */
export function acceptMapped(
  profile: Profile,
  before: DeviceState,
  entries: readonly DpaRange[],
  { place, staysOpen }: AnsweredOffer,
): Outcome<never> {
  const group = before.dynamicCapacity.pending[place] ?? [];
  let state = before;
  for (const entry of entries) {
    const mapped = mapEntry(profile, state, group, entry);
    if ('crash' in mapped) return crash(mapped.crash);
    if ('line' in mapped) {
      const left = profile.behaviours.acceptRollback === 'none' ? state : before;
      return { ...refuse(left, 'INVALID_PHYSICAL_ADDRESS', mapped.why), log: [mapped.line] };
    }
    state = withAccepted(profile, mapped.state, [...mapped.state.dynamicCapacity.accepted, mapped.extent]);
  }
  const isStale = group.some(({ mapping }) => backendByKey(before, mapping?.backendKey ?? null)?.isDeleted === true);
  return {
    ...succeed(staysOpen ? state : withoutGroup(state, place)),
    ...(isStale && { corruption: 'backend-deleted-while-offered' as const }),
  };
}

function mapEntry(profile: Profile, state: DeviceState, group: readonly Extent[], entry: DpaRange): Mapped {
  const offered = group.find((extent) => matches(profile, extent, entry));
  if (offered === undefined) return missingDetail(profile, entry);
  const backend = backendByKey(state, offered.mapping?.backendKey ?? null);
  const mapping = offered.mapping;
  if (backend === undefined || mapping === undefined)
    return {
      line: `Mapping host memory backend for ${dpaAndLength(entry)}`,
      why: `${rangeText(entry)} was offered without a backend`,
    };
  const fault = unfit(backend, entry);
  return fault ?? mapBackend(profile, state, backend, { ...offered, ...rangeOf(entry), mapping });
}

const rangeOf = ({ startDpa, lengthBytes }: DpaRange): DpaRange => ({ startDpa, lengthBytes });

const matches = ({ behaviours }: Profile, extent: Extent, entry: DpaRange): boolean =>
  behaviours.acceptMatch === 'exact'
    ? extent.startDpa === entry.startDpa && extent.lengthBytes === entry.lengthBytes
    : contains(extent, entry);

const dpaAndLength = ({ startDpa, lengthBytes }: DpaRange): string =>
  `dpa ${hexNumber(startDpa)} len ${hexNumber(lengthBytes)}`;

function missingDetail({ behaviours }: Profile, entry: DpaRange): Fault {
  const lower = `could not find the extent detail for ${dpaAndLength(entry)}`;
  const upper = `Could not find the extent detail for DPA ${hexNumber(entry.startDpa)} LEN ${hexNumber(entry.lengthBytes)}`;
  return {
    line: behaviours.missingDetailLine === 'lower-case' ? lower : upper,
    why: `${rangeText(entry)} is not exactly one of the extents that the first pending group offers`,
  };
}

function unfit(backend: Backend, entry: DpaRange): Fault | null {
  const { startDpa, lengthBytes } = entry;
  if (backend.isMapped)
    return {
      line: `The host memory backend for DPA ${hexNumber(startDpa)} LEN ${hexNumber(lengthBytes)} is already mapped`,
      why: `the backend ${backend.id} is mapped already`,
    };
  if (backend.hasMemory) return null;
  return {
    line: 'Could not get memory region from host memory backend',
    why: `the backend ${backend.id} has no memory`,
  };
}

function mapBackend(
  profile: Profile,
  state: DeviceState,
  backend: Backend,
  extent: Extent & { readonly mapping: ExtentMapping },
): Mapped {
  const { mapping } = extent;
  const marked = withBackendChanged(state, backend.key, { isMapped: true });
  const tag = profile.behaviours.tagOnMapping === 'kept' ? extent.tag : null;
  const accepted = { startDpa: extent.startDpa, lengthBytes: extent.lengthBytes, tag, sharedSequence: 0 };
  if (!state.window.isDirect)
    return { state: marked, extent: { ...accepted, mapping: { ...mapping, slot: state.window.nextSlot } } };
  if (!mapping.hasWindow) return { crash: 'alias-without-window' };
  const aliased = withAlias(profile, marked, backend, mapping.offsetBytes);
  if ('crash' in aliased) return { crash: 'alias-slot-in-use' };
  const { slot } = aliased;
  return { state: aliased.state, extent: { ...accepted, mapping: { ...mapping, slot, hasAlias: slot !== null } } };
}

/** What a release leaves of mappings, and what the device prints about aliases that it cannot take away. */
export function unmapped(
  profile: Profile,
  before: DeviceState,
  after: DeviceState,
): { readonly state: DeviceState; readonly log: readonly string[] } {
  const left = new Set(after.dynamicCapacity.accepted);
  const gone = before.dynamicCapacity.accepted.filter((extent) => !left.has(extent));
  const log: string[] = [];
  let state = after;
  for (const { mapping } of gone) {
    state = withMarkCleared(profile, state, mapping?.backendKey ?? null);
    if (profile.behaviours.lazyCapacity === 'unknown' || !state.window.isDirect) continue;
    if (!before.config.lazyBackends) log.push('No dynamic capacity command support, cannot remove memory region alias');
    else if (mapping?.hasWindow !== true) log.push('Cannot remove memory region alias without a valid fixed window');
    else state = withoutAlias(state, mapping.slot);
  }
  return { state, log };
}

/** Takes the mark off a backend that no accepted extent has any more, on a device that does. */
function withMarkCleared({ behaviours }: Profile, state: DeviceState, key: number | null): DeviceState {
  const isHeld = state.dynamicCapacity.accepted.some(({ mapping }) => mapping?.backendKey === key);
  if (behaviours.mappedFlagOnRelease === 'kept' || key === null || isHeld) return state;
  return withBackendChanged(state, key, { isMapped: false });
}
