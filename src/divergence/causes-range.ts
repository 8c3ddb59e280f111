import type { Region } from '../device/config.js';
import { contains, type DpaRange, overlaps, rangeText } from '../device/extents.js';
import { type Cause, type Evidence, either, fits, isNot } from './cause.js';
import { requestedExtents } from './requests.js';

/** Two of a list that share an address. */
function twice(list: readonly DpaRange[]): DpaRange | undefined {
  return list.find((one, index) => list.slice(0, index).some((other) => overlaps(one, other)));
}

/** What the device has already of a request. */
function taken({ played }: Evidence): { readonly range: DpaRange; readonly how: string } | undefined {
  const { pending, accepted } = played.before.dynamicCapacity;
  const asked = requestedExtents(played);
  const isAsked = (one: DpaRange) => asked.some((range) => overlaps(one, range));
  const had = accepted.find(isAsked);
  const offered = pending.flat().find(isAsked);
  if (had !== undefined) return { range: had, how: 'is accepted' };
  return offered === undefined ? undefined : { range: offered, how: 'waits for an answer' };
}

export const overlapCauses: readonly (string | Cause)[] = [
  {
    text: 'the operator adds capacity that the host has, or that waits for an answer',
    weigh(evidence) {
      if (evidence.played.event.kind !== 'qmp') return null;
      const same = twice(requestedExtents(evidence.played));
      const before = taken(evidence);
      if (before !== undefined && same === undefined) return fits(`${rangeText(before.range)} ${before.how}`);
      return before === undefined ? isNot('nothing of it is accepted or offered') : null;
    },
  },
  {
    text: 'a list with the same extent twice',
    weigh(evidence) {
      const same = twice(requestedExtents(evidence.played));
      return either(
        same !== undefined,
        `${same === undefined ? '' : rangeText(same)} stands in it with another that overlaps it`,
        'no two of its extents overlap',
      );
    },
  },
  'an offset that is taken for an address of the device, or for one of another region',
];

const regionRange = ({ baseDpa, lengthBytes }: Region): DpaRange => ({ startDpa: baseDpa, lengthBytes });

const shifted = (range: DpaRange, by: bigint): DpaRange => ({ ...range, startDpa: range.startDpa + by });

export const regionCrossingCauses: readonly Cause[] = [
  {
    text: 'an offset taken for an address, or an address for an offset',
    weigh({ played }) {
      const { regions } = played.before.dynamicCapacity;
      const isIn = (range: DpaRange) => regions.some((region) => contains(regionRange(region), range));
      // What begins in a region has the right address.
      const outside = requestedExtents(played).filter((range) => !isIn({ ...range, lengthBytes: 1n }));
      const bases = regions.map(({ baseDpa }) => baseDpa).filter((base) => base > 0n);
      if (outside.some((range) => bases.some((base) => isIn(shifted(range, base)))))
        return fits('as an offset from the base of a region it lies within one');
      if (outside.some((range) => bases.some((base) => isIn(shifted(range, -base)))))
        return fits('it has the base of a region once too often: without it, it lies within one');
      return outside.length === 0 ? isNot('it begins in a region') : null;
    },
  },
  {
    text: 'a length that is too long for what is left of the region',
    weigh({ played }) {
      const list = requestedExtents(played);
      if (list.length === 0) return null;
      const regions = played.before.dynamicCapacity.regions.map(regionRange);
      const isTooLong = (range: DpaRange) =>
        regions.some((region) => contains(region, { ...range, lengthBytes: 1n }) && !contains(region, range));
      return either(
        list.some(isTooLong),
        'it begins in a region and ends behind it',
        'none of it begins in a region and ends behind it',
      );
    },
  },
  {
    text: 'a host that merges neighbouring extents of two regions',
    weigh({ event }) {
      return event.kind === 'qmp' ? isNot('it is a request of the operator') : null;
    },
  },
];

export const misalignedCauses: readonly Cause[] = [
  {
    text: 'a tool works in bytes where the region works in blocks',
    weigh({ played }) {
      const { regions } = played.before.dynamicCapacity;
      const list = requestedExtents(played);
      const odd = list.find((range) => {
        const region = regions.find((one) => contains(regionRange(one), { ...range, lengthBytes: 1n }));
        const block = region?.blockSizeBytes ?? 1n;
        return (range.startDpa - (region?.baseDpa ?? 0n)) % block !== 0n || range.lengthBytes % block !== 0n;
      });
      if (list.length === 0) return null;
      return either(
        odd !== undefined,
        `${odd === undefined ? '' : rangeText(odd)} is no whole number of blocks`,
        'it has whole blocks of its region',
      );
    },
  },
  {
    text: 'static memory in front of the regions makes their base odd',
    weigh({ played }) {
      const [first] = played.before.dynamicCapacity.regions;
      if (first === undefined) return null;
      return either(
        first.baseDpa % first.blockSizeBytes !== 0n,
        'the base of the first region is no multiple of its blocks',
        'the regions begin at multiples of their blocks',
      );
    },
  },
  {
    text: 'the host rounds the extent of the event to its own page or section size',
    weigh: ({ event }) => (event.kind === 'qmp' ? isNot('it is a request of the operator') : null),
  },
];
