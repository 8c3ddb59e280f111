import type { YamlFields } from './yaml-fields.js';

const RANGE = ['startDpa', 'lengthBytes'] as const;

/**
 * Says where an extent of a request is written without its place or its length: they would be read as zero, which is an
 * extent that no one means. One that the device refuses may be wrong on purpose.
 */
export function hintAtExtents(step: YamlFields, listName: string | null, known: (name: string) => boolean): void {
  const request = step.node('request');
  const list = request?.kind === 'map' && listName !== null ? request.entries.get(listName)?.value : undefined;
  if (list?.kind !== 'list' || isRefused(step)) return;
  list.items.forEach((item, index) => {
    if (item.kind !== 'map') return;
    const missing = RANGE.filter((name) => known(name) && !item.entries.has(name));
    if (missing.length === 0) return;
    const message = `request.${listName}[${index}]: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing, and read as 0`;
    step.onIssue(item.at, 'missing-field', message);
  });
}

/** Whether the step says that the device refuses it. */
function isRefused(step: YamlFields): boolean {
  const code = step.node('returnCode');
  return code?.kind === 'scalar' && code.value !== null && code.source !== 'success' && code.value !== 0;
}
