import { backendByKey } from '../device/backend-list.js';
import { contains, rangeText } from '../device/extents.js';
import type { Extent } from '../device/state.js';
import { recordText } from '../trace/record-place.js';
import { type Cause, type Evidence, either, fits, isNot } from './cause.js';
import { type Exchange, tagOf } from './ledger.js';
import { qmpTag, requestedExtents } from './requests.js';

/** The offered extent whose backend a host asks for, and its offer. */
function offeredAt({ played }: Evidence): { readonly extent: Extent; readonly offer: Exchange | undefined } | null {
  const [group] = played.before.dynamicCapacity.pending;
  const asked = requestedExtents(played);
  const extent = group?.find((one) => asked.some((range) => contains(one, range)));
  return group === undefined || extent === undefined ? null : { extent, offer: played.ledger.ofGroup(group) };
}

/** Another extent on the same backend: offered beside it, or accepted. */
function twinOf({ played: { before } }: Evidence, { mapping }: Extent, own: Extent): Extent | undefined {
  const key = mapping?.backendKey ?? null;
  const { pending, accepted } = before.dynamicCapacity;
  const all = [...(pending[0] ?? []), ...accepted];
  return key === null ? undefined : all.find((one) => one !== own && one.mapping?.backendKey === key);
}

/** Whether the engine has the backend marked as mapped, and no extent of the device has it. */
const isLeftMapped = (evidence: Evidence, extent: Extent): boolean =>
  twinOf(evidence, extent, extent) === undefined &&
  backendByKey(evidence.played.before, extent.mapping?.backendKey ?? null)?.isMapped === true;

export const alreadyMappedCauses: readonly (string | Cause)[] = [
  {
    text: 'two extents with one tag: both find the same backend',
    weigh(evidence) {
      const at = offeredAt(evidence);
      const twin = at === null ? undefined : twinOf(evidence, at.extent, at.extent);
      if (twin !== undefined) return fits(`${rangeText(twin)} is on it too`);
      return at !== null && isLeftMapped(evidence, at.extent) ? isNot('no other extent is on it') : null;
    },
  },
  {
    text: 'add, release, add of one tag: the release did not take the mark back',
    weigh(evidence) {
      const at = offeredAt(evidence);
      if (at === null) return null;
      const twin = twinOf(evidence, at.extent, at.extent);
      if (twin !== undefined) return isNot(`${rangeText(twin)} has not been released`);
      return isLeftMapped(evidence, at.extent) ? fits('nothing is on it any more, and it is marked as mapped') : null;
    },
  },
  'one memory backend given to two devices',
];

/** The tag of the offer in question, and the backend that it leads to: of an add by QMP, or of what a host accepts. */
function lookupAt(evidence: Evidence) {
  const { event, played } = evidence;
  const { objects } = played.before.backends;
  if (event.kind === 'qmp') {
    const tag = qmpTag(event.arguments);
    return { tag, backend: objects.find((one) => one.tag === tag), by: 'QMP', request: 'it' } as const;
  }
  const at = offeredAt(evidence);
  if (at?.offer === undefined) return null;
  const backend = backendByKey(played.before, at.extent.mapping?.backendKey ?? null);
  const { offer, extent } = at;
  return { tag: tagOf(offer, extent), backend, by: offer.by, request: recordText(offer) } as const;
}

type Lookup = NonNullable<ReturnType<typeof lookupAt>>;

const cause = (text: string, of: (lookup: Lookup, evidence: Evidence) => ReturnType<Cause['weigh']>): Cause => ({
  text,
  weigh(evidence) {
    const lookup = lookupAt(evidence);
    return lookup === null ? null : of(lookup, evidence);
  },
});

const withTag = ({ played }: Evidence, tag: string) =>
  played.before.backends.objects.filter((one) => one.tag === tag && !one.isDeleted);

export const withoutMemoryCauses: readonly Cause[] = [
  cause(
    'no object has this tag: a spelling, letters of another case, or the object was deleted',
    ({ tag }, evidence) =>
      tag === null
        ? null
        : either(withTag(evidence, tag).length === 0, `no backend has tag ${tag}`, `a backend has tag ${tag}`),
  ),
  cause('the capacity was offered by a fabric manager, which names no backend', ({ by, request }) =>
    either(by === 'fabric manager', request, `${request} is an offer by QMP`),
  ),
  cause('the backend was deleted between the offer and the answer', ({ backend }) =>
    backend === undefined
      ? null
      : either(backend.isDeleted, `${backend.id} was deleted`, `${backend.id} is still there`),
  ),
  cause('the object has this tag and no memory behind it: it is not complete, or of another type', ({ backend }) => {
    if (backend === undefined) return isNot('it has found no object');
    return backend.hasMemory ? null : fits(`${backend.id} has none`);
  }),
];

export const sizeMismatchCauses: readonly (string | Cause)[] = [
  'the extent is to be a part of a larger backend',
  cause('another backend has the same tag and was found first', ({ tag }, evidence) => {
    const count = tag === null ? 0 : withTag(evidence, tag).length;
    return count === 0 ? null : either(count > 1, `${count} backends have it`, 'one backend has it');
  }),
  'a size in MiB and a length in bytes that do not agree',
];

export const partialReleaseCauses: readonly (string | Cause)[] = [
  {
    text: 'the capacity stands behind a backend that was mapped for the whole extent',
    weigh({ played }) {
      const whole = wholeOf(played);
      if (whole === undefined) return null;
      const id = backendByKey(played.before, whole.mapping?.backendKey ?? null)?.id;
      return either(id !== undefined, `${rangeText(whole)} is on ${id ?? ''}`, `${rangeText(whole)} is on no backend`);
    },
  },
  {
    text: 'the split would leave more extents than the device supports',
    weigh({ played }) {
      const { length } = played.before.dynamicCapacity.accepted;
      const most = played.profile.constants.extentsMax;
      return either(length >= most, `it has ${length} of ${most}`, `it has ${length} of ${most}`);
    },
  },
  'the operator asked for a part, and the host has only whole extents to give',
];

/** The accepted extent of which a request names a part. */
const wholeOf = (played: Evidence['played']): Extent | undefined =>
  played.before.dynamicCapacity.accepted.find((one) => requestedExtents(played).some((range) => contains(one, range)));
