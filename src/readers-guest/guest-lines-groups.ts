import { ADDRESS, INT, oneOf, RANGE, RESOURCE, TAG } from '../readers/line-holes.js';
import { type LineRule, line } from '../readers/line-rule.js';
import type { AddressRange } from '../trace/guest-facts-capacity.js';

const STEPS = { 'Trying notify': 'trying', Notify: 'done' } as const;
const NOTIFY = oneOf('Trying notify', 'Notify');

const notified = (words: keyof typeof STEPS, type: number, hpa: AddressRange | null, tag: string | null) => ({
  kind: 'notify' as const,
  step: STEPS[words],
  action: type === 0 ? ('add' as const) : ('release' as const),
  hpa,
  tag,
});

/** Lines on chains, tag groups and what the DAX driver makes of them. */
export const groupLines: readonly LineRule[] = [
  line`Alloc new tag group`.says(() => ({ kind: 'tag-group', step: 'allocated' })),
  line`Append dc_extent to tag group`.says(() => ({ kind: 'tag-group', step: 'extended' })),
  line`DC add chain timed out; refusing staged extents`.says(() => ({ kind: 'chain-timeout', isResponseSent: true })),
  line`Failed to send empty ADD_DC_RESPONSE on timeout`.says(() => ({ kind: 'chain-timeout', isResponseSent: false })),
  line`DC add chain exceeds ${INT} extents; dropping (firmware bug)`.says((extentsMax) => ({
    kind: 'chain-too-long',
    extentsMax,
  })),
  line`Trying notify: type ${INT} HPA:${ADDRESS} LEN:${ADDRESS}`.says((type, start, lengthBytes) =>
    notified('Trying notify', type, { start, lengthBytes }, null),
  ),
  line`${NOTIFY}: type ${INT} HPA ${RANGE}`.says((words, type, hpa) => notified(words, type, hpa, null)),
  line`${NOTIFY}: type ${INT} tag ${TAG}`.says((words, type, tag) => notified(words, type, null, tag)),
  line`dc_extent HPA ${RANGE} (${TAG})`.says((hpa, tag) => ({
    kind: 'region-extent',
    step: 'registered',
    hpa,
    tag,
  })),
  line`${oneOf('region extent', 'DAX region rm extent', 'Remove region extent', 'Failed to initialize region extent')} HPA ${RANGE}`.says(
    (step, hpa) => ({ kind: 'region-extent', step: STEP_OF[step], hpa, tag: null }),
  ),
  line`${oneOf('DAX region rm extent', 'Remove dc_extent')} HPA ${RANGE} (${TAG})`.says((_step, hpa, tag) => ({
    kind: 'region-extent',
    step: 'removed',
    hpa,
    tag,
  })),
  line`${oneOf('DAX region resource', 'add resource', 'Extent release resource')} ${RESOURCE}`.says(
    (words, resource) => ({
      kind: 'dax-resource',
      step: words === 'Extent release resource' ? 'released' : words === 'add resource' ? 'added' : 'region',
      resource,
    }),
  ),
];

const STEP_OF = {
  'region extent': 'registered',
  'DAX region rm extent': 'removed',
  'Remove region extent': 'removing',
  'Failed to initialize region extent': 'failed',
} as const;
