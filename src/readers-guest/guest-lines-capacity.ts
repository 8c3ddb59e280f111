import { ADDRESS, INT, oneOf, RANGE, RESOURCE, SIZE, TAG } from '../readers/line-holes.js';
import { type LineRule, line } from '../readers/line-rule.js';
import type { AddressRange, ExtentFact } from '../trace/guest-facts-capacity.js';

const extent = ({ start, lengthBytes }: AddressRange, tag: string | null): ExtentFact => ({
  startDpa: start,
  lengthBytes,
  tag,
});

const EVENT_TYPES = {
  add: 'add-capacity',
  release: 'release-capacity',
  'force release': 'forced-release-capacity',
  '<unknown>': null,
} as const;

/** Lines on extents that came, stay and go, in the wordings of all series from v1 (2023) to v11 (2026). */
export const capacityLines: readonly LineRule[] = [
  line`Got extent list ${INT}-${INT} of ${INT} generation Num:${INT}`.says((firstIndex, last, total, generation) => ({
    kind: 'extent-list',
    firstIndex,
    // An empty list prints `0--1`.
    returned: last - firstIndex + 1,
    total,
    generation,
  })),
  line`Processing extent ${INT}/${INT}`.says((index, total) => ({ kind: 'extent-of-list', index, total })),
  line`Extent list change detected; gen ${INT} != ${INT} : cnt ${INT} != ${INT}`.says((gen, gen2, count, count2) => ({
    kind: 'extent-list-changed',
    generation: [gen, gen2],
    total: [count, count2],
  })),
  line`Extent ${RANGE} exists; accept again`.says(({ start, lengthBytes }) => ({
    kind: 'extent-known-already',
    startDpa: start,
    lengthBytes,
  })),
  line`DCD event ${oneOf('add', 'release', 'force release', '<unknown>')} : DPA:${ADDRESS} LEN:${ADDRESS}`.says(
    (type, startDpa, lengthBytes) => ({ kind: 'capacity-event', type: EVENT_TYPES[type], startDpa, lengthBytes }),
  ),
  line`more bit set; delay the surfacing of extent`.says(() => ({ kind: 'more-follows' })),
  line`Forced release event ignored.`.says(() => ({ kind: 'forced-release-ignored' })),
  line`DC extent DPA ${RANGE} (DCR:${RANGE})(${TAG})`.says((range, partition, tag) => ({
    kind: 'extent-in-partition',
    partition,
    ...extent(range, tag),
  })),
  line`DC extent DPA ${RANGE} (DCR:${INT}:${RANGE})(${TAG})`.says((range, partition, _range, tag) => ({
    kind: 'extent-in-partition',
    partition,
    ...extent(range, tag),
  })),
  line`DC extent DPA ${RANGE} (DCR:${INT}:${ADDRESS})${oneOf('(', ' (', ' ', '')}${TAG}${oneOf(')', '')}`.says(
    (range, partition, _address, _open, tag) => ({ kind: 'extent-in-partition', partition, ...extent(range, tag) }),
  ),
  line`DC extent DPA ${RANGE} (DCR:${INT}:${ADDRESS})`.says((range, partition) => ({
    kind: 'extent-in-partition',
    partition,
    ...extent(range, null),
  })),
  line`Checking ED (${RESOURCE}) for extent ${RANGE}`.says((decoder, range) => ({
    kind: 'extent-checked',
    decoder,
    ...extent(range, null),
  })),
  line`Add extent ${RANGE} (${TAG})`.says((range, tag) => ({ kind: 'extent-added', ...extent(range, tag) })),
  line`Remove extent ${RANGE} (${TAG})`.says((range, tag) => ({ kind: 'extent-removed', ...extent(range, tag) })),
  line`Release response dpa ${RANGE}`.says((range) => ({ kind: 'release-response', range: genuine(range) })),
  line`Failed to release ${RANGE}`.says((range) => ({ kind: 'release-failed', ...extent(range, null) })),
  line`release DPA ${RANGE} (${TAG}) matches no dc_extent`.says((range, tag) => ({
    kind: 'release-unmatched',
    ...extent(range, tag),
  })),
  line`Returning partition 0 ${SIZE} size ${SIZE}`.says((_start, lengthBytes) => ({
    kind: 'static-partition',
    lengthBytes,
  })),
];

/** Series v7 to v9 printed where the range lies in the kernel's memory, not the range. */
const genuine = (range: AddressRange): AddressRange | null => (range.start >= 0xffff_0000_0000_0000n ? null : range);
