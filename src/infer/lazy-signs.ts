import { isJsonObject } from '../base/json.js';
import type { Profile } from '../device/profile.js';
import { getDynamicCapacityExtentList } from '../mailbox/4801-get-dynamic-capacity-extent-list.js';
import { cxlReleaseDynamicCapacityStatus } from '../qmp/cxl-release-dynamic-capacity-status.js';
import { successOf } from '../trace/answers.js';
import type { LogEvent, MailboxEvent, QmpEvent, TraceEvent } from '../trace/events.js';

/** Whether records show a device that has no memory of its own, but gets it with its offers, by tag. */
export function isShownLazy(events: readonly TraceEvent[], profile: Profile | null): boolean {
  if (profile?.behaviours.lazyCapacity !== 'by-tag') return false;
  return events.some((event) => {
    if (event.kind === 'qmp') return isOperators(event, profile);
    if (event.kind === 'log') return isBackends(event);
    return event.kind === 'mailbox' && isTagged(event, profile);
  });
}

/** What QEMU says of requests for capacity that needs a backend. */
const REFUSALS = /^(?:Only single extent add|dynamic capacity must have a backing|Host memory backend size)/;

/** Backends are made with tags while the machine runs, or an offer is held against one. */
function isOperators({ execute, arguments: given, answer }: QmpEvent, profile: Profile): boolean {
  if (execute === 'object-add') return isJsonObject(given) && given['tag'] !== undefined;
  if (answer === null) return false;
  if ('error' in answer) return REFUSALS.test(answer.error.desc ?? '');
  const isHeld = execute === cxlReleaseDynamicCapacityStatus.name && isJsonObject(answer.return);
  return (
    isHeld && keepsTagsOnlyThere(profile) && isJsonObject(answer.return) && answer.return['status'] === 'Not Released'
  );
}

const LINES = /^(?:The host memory backend for |Warning: memory backend |Mapping host memory backend for )/;

const isBackends = ({ source, text }: LogEvent): boolean => source === 'qemu' && LINES.test(text);

/** A device with memory of its own loses the tag of what is accepted, where one without keeps it. */
const isTagged = (event: MailboxEvent, profile: Profile): boolean =>
  keepsTagsOnlyThere(profile) &&
  (successOf(event, getDynamicCapacityExtentList)?.extents.some(({ tag }) => tag !== null) ?? false);

const keepsTagsOnlyThere = ({ behaviours }: Profile): boolean =>
  behaviours.tagOnAccept === 'dropped' && behaviours.tagOnMapping === 'kept';
