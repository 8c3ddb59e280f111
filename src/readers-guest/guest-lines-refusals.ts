import { ADDRESS, INT, oneOf, RANGE, TAG } from '../readers/line-holes.js';
import { type LineRule, line } from '../readers/line-rule.js';
import type { AddressRange, ExtentRefused, TagRefused } from '../trace/guest-facts-capacity.js';

const refused = (code: string | null, why: string, range: AddressRange, tag: string | null = null): ExtentRefused => ({
  kind: 'extent-refused',
  code,
  why,
  startDpa: range.start,
  lengthBytes: range.lengthBytes,
  tag,
});

const dropped = (code: string | null, why: string, tag: string, dpas: readonly bigint[] = []): TagRefused => ({
  kind: 'tag-refused',
  code,
  tag,
  why,
  dpas,
});

const FIRMWARE_BUG = oneOf(' (firmware bug)', ', firmware bug', '');

/** Why the host drops an extent or a tag's whole group: each reason by the divergence that names it. */
export const refusalLines: readonly LineRule[] = [
  line`DC extent DPA ${RANGE} (${TAG}) is not in ${oneOf('a valid DC partition', 'any DC region', 'a valid DC region')}`.says(
    (range, tag) => refused('region-crossing', 'lies in no partition', range, tag),
  ),
  line`DC extent DPA ${RANGE} is not in any DC region`.says((range) =>
    refused('region-crossing', 'lies in no partition', range),
  ),
  line`DC extent DPA ${RANGE} (${TAG}) is not fully in ED ${RANGE}`.says((range, tag) =>
    refused('host-reject', 'not fully inside the endpoint decoder', range, tag),
  ),
  line`DC extent DPA ${RANGE} (${TAG}) can not be shared`.says((range, tag) =>
    refused('host-reject', 'shared extents are not supported', range, tag),
  ),
  line`DC extent DPA ${RANGE} (${TAG}); tags not supported`.says((range, tag) =>
    refused('host-reject', 'this driver takes no tags', range, tag),
  ),
  line`DC extent DPA ${RANGE}: sharable-partition extent has null tag (firmware bug)`.says((range) =>
    refused('null-tag', 'a sharable partition needs a tag', range),
  ),
  line`DC extent DPA ${RANGE}: sharable-partition extent missing shared_extn_seq (firmware bug)`.says((range) =>
    refused('shared-sequence-broken', 'a sharable extent without sequence number', range),
  ),
  line`DC extent DPA ${RANGE} (${TAG}): non-sharable partition but shared_extn_seq=${INT} (firmware bug)`.says(
    (range, tag, sequence) =>
      refused('shared-sequence-broken', `sequence number ${sequence} in a partition that is not sharable`, range, tag),
  ),
  line`DC extent DPA ${RANGE} (${TAG}) has invalid length (firmware bug)`.says((range, tag) =>
    refused('misaligned', 'invalid length', range, tag),
  ),
  line`unconsumed DC extent DPA:${ADDRESS} LEN:${ADDRESS}`.says((start, lengthBytes) =>
    refused('host-reject', 'no one wants it', { start, lengthBytes }),
  ),
  line`duplicate seq_num ${INT} in tag ${TAG}`.says((sequence, tag) =>
    dropped('shared-sequence-broken', `sequence number ${sequence} twice`, tag),
  ),
  line`Tag ${TAG}: dropping group, tag already committed in a previous More-chain (firmware bug)`.says((tag) =>
    dropped('tag-reuse', 'the tag came in an earlier chain', tag),
  ),
  line`Tag ${TAG}: shared_extn_seq mixed 0/non-zero in one allocation${FIRMWARE_BUG}`.says((tag) =>
    dropped('shared-sequence-broken', 'extents with and without sequence number', tag),
  ),
  line`Tag ${TAG}: shared_extn_seq starts at ${INT}, expected ${INT}${FIRMWARE_BUG}`.says((tag, first, expected) =>
    dropped('shared-sequence-broken', `sequence numbers start at ${first}, not ${expected}`, tag),
  ),
  line`Tag ${TAG}: shared_extn_seq gap/dup: expected ${INT} got ${INT}${FIRMWARE_BUG}`.says((tag, expected, got) =>
    dropped('shared-sequence-broken', `sequence number ${got} where ${expected} was due`, tag),
  ),
  line`Tag ${TAG}: extents span DC partitions (DPA:${ADDRESS} and DPA:${ADDRESS})${FIRMWARE_BUG}`.says(
    (tag, first, second) => dropped('region-crossing', 'extents of one tag in two partitions', tag, [first, second]),
  ),
  line`Tag ${TAG}: dropping group, extent DPA:${ADDRESS} LEN:${ADDRESS} not ${INT}-aligned`.says(
    (tag, dpa, _length, to) => dropped('misaligned', `not aligned to ${to} bytes`, tag, [dpa]),
  ),
  line`Tag ${TAG}: failed to add extent DPA:${ADDRESS} LEN:${ADDRESS}`.says((tag, dpa) =>
    dropped('host-reject', 'an extent could not be added', tag, [dpa]),
  ),
  line`Tag ${TAG}: failed to online tag group (${INT})`.says((tag, errno) =>
    dropped('host-reject', `the group could not be put to use (${errno})`, tag),
  ),
];
