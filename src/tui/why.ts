import { contains, overlaps, rangeText } from '../device/extents.js';
import type { DeviceState } from '../device/state.js';
import { backendText } from './state-rows.js';
import type { Named, Subject } from './subject.js';
import { shortTag } from './subject.js';

/** What the device has at what a record names, before the record: why it answers as it does. */
export interface Reason {
  readonly range: string;
  readonly text: string;
  readonly isOdd: boolean;
}

const NAMED_MAX = 16;

/** `isKnown`: the record can only be about what was offered or accepted, as all that a host says; an offer is about what is free. */
export function reasonsOf(subject: Subject, before: DeviceState, isKnown: boolean): readonly Reason[] {
  const reasons = subject.ranges.slice(0, NAMED_MAX).flatMap((range) => rangeReasons(range, before, isKnown));
  return [...distinct(reasons), ...tagReasons(subject, before)];
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Set<string>();
  return reasons.filter(({ range, text }) => {
    const key = `${range} ${text}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

function rangeReasons(range: Named, { dynamicCapacity }: DeviceState, isKnown: boolean): readonly Reason[] {
  const { accepted, pending, regions } = dynamicCapacity;
  const name = rangeText(range);
  const reason = (text: string, isOdd = false): Reason => ({ range: name, text, isOdd });
  const found: Reason[] = [];
  for (const extent of accepted.filter((one) => overlaps(one, range)).slice(0, 4)) {
    const whole = contains(extent, range) ? '' : `partly, by ${rangeText(extent)}`;
    const isLost = range.type !== null && range.tag === null && extent.tag !== null;
    const tag = extent.tag === null ? 'without a tag' : `with tag ${shortTag(extent.tag)}`;
    found.push(reason(`accepted ${whole}${whole && ' '}${tag}${isLost ? ', and this record shows none' : ''}`, isLost));
  }
  pending.forEach((group, index) => {
    for (const extent of group.filter((one) => overlaps(one, range)).slice(0, 4)) {
      const part = contains(extent, range) ? '' : `only ${rangeText(extent)} of it `;
      const isNext = index === 0;
      const queue = isNext ? 'to be answered next' : `behind ${index} other offer${index === 1 ? '' : 's'}`;
      const tag = extent.tag === null ? 'without a tag' : `with tag ${shortTag(extent.tag)}`;
      const isLost = range.type !== null && range.tag === null && extent.tag !== null;
      found.push(reason(`${part}offered ${tag}, ${queue}`, !isNext || part !== '' || isLost));
    }
  });
  if (found.length > 0) return found;
  const isInside = regions.some(
    ({ baseDpa, lengthBytes }) =>
      range.startDpa >= baseDpa && range.startDpa + range.lengthBytes <= baseDpa + lengthBytes,
  );
  if (!isInside) return [reason('in no region of the device', true)];
  if (!isKnown) return [];
  const next = pending[0]?.[0];
  const waiting = next === undefined ? 'nothing is pending' : `pending is ${rangeText(next)}`;
  return [reason(`neither accepted nor offered; ${waiting}`, true)];
}

/** The backends that the tags of a record lead to, and the tags that others hold. */
function tagReasons(subject: Subject, { backends, dynamicCapacity }: DeviceState): readonly Reason[] {
  const near = [...dynamicCapacity.accepted, ...dynamicCapacity.pending.flat()].filter((extent) =>
    subject.ranges.some((range) => overlaps(range, extent)),
  );
  const tags = new Set([...subject.tags, ...near.flatMap(({ tag }) => tag ?? [])]);
  // A backend that is mapped for the very extent is as it should be.
  const isOwn = (key: number) =>
    dynamicCapacity.accepted.some((extent) => near.includes(extent) && extent.mapping?.backendKey === key);
  const ofTags = backends.objects
    .filter(({ tag }) => tags.has(tag))
    .map((backend) => ({
      range: 'backend',
      text: backendText(backend),
      isOdd: backend.isMapped && !isOwn(backend.key),
    }));
  const elsewhere = dynamicCapacity.accepted
    .filter((extent) => extent.tag !== null && tags.has(extent.tag) && !near.includes(extent))
    .slice(0, 4)
    .map((extent) => ({
      range: `tag ${shortTag(extent.tag)}`,
      text: `is accepted already for ${rangeText(extent)}`,
      isOdd: true,
    }));
  return [...ofTags, ...elsewhere];
}
