import { backendsByTag } from '../device/backend-list.js';
import { CORRUPTIONS } from '../device/crashes.js';
import type { DivergenceKind } from './divergence.js';
import type { Played } from './played.js';
import { qmpTag } from './requests.js';
import { eachRecord } from './watch.js';

export const duplicateTag: DivergenceKind = {
  code: 'duplicate-tag',
  title: 'Several memory backends have the tag of an offer',
  fires: 'An add names a tag that two or more memory backends have. Told once: what differs later follows from it.',
  explanation:
    'A tag is to name one piece of memory. Where several backends have it, QEMU takes the first that a walk through its hash table of objects meets, which is neither the oldest nor the newest. The offer is sound; which memory the host gets is left to chance, and may change with any other object.',
  causes: [
    'a script that makes its backend again without deleting the one before',
    'a tag that was copied with the line: QEMU takes it without looking whether another backend has it',
  ],
  lookAt: [
    'the tags of all memory backends (qom-get of their tag): each should be there once',
    'the size of the backends: a refusal for the wrong size may be about the one that was not meant',
    'whether the backend that was found is mapped already, while its twin is free',
  ],
  spec: [],
  reports: [
    'Code reading of the tagged memory series, November 2025 and March 2026: object-add does not check that a tag is new, and the lookup ends at the first match',
  ],
  watch: eachRecord('warning', { corruptions: true }, (played) => {
    const { event, corruption } = played;
    if (corruption === null || CORRUPTIONS[corruption].harm !== 'choice') return null;
    const tag = event.kind === 'qmp' ? qmpTag(event.arguments) : null;
    const path = 'arguments.tag';
    return {
      event,
      path,
      recorded: tag,
      replayed: tag,
      message: message(played),
      because: CORRUPTIONS[corruption].reason,
    };
  }),
};

function message({ event, before, profile }: Played): string {
  const tag = event.kind === 'qmp' ? qmpTag(event.arguments) : null;
  const ids = backendsByTag(profile, before, tag ?? '').map(({ id }) => id);
  return `the backends ${ids.join(', ')} have the tag ${tag ?? '""'}; the modelled device finds ${ids[0]} first`;
}
