import { emptyTable, namesOf, withNames, withoutNames } from '../base/glib-table.js';

/**
 * Which of several unexpected members QEMU names follows from its hash tables. They are simulated here: the order of a
 * QDict, then the slots of the GLib table from which the visitor takes the members away one by one.
 */

const encoder = new TextEncoder();

/** The bucket of a QDict key among 512. */
function bucketOf(key: string): number {
  const bytes = encoder.encode(key);
  let value = Math.imul(0x238f13af, bytes.length) >>> 0;
  for (let index = 0; index < bytes.length; index++)
    value = (value + ((bytes[index] as number) << ((5 * index) % 24))) >>> 0;
  return ((Math.imul(1103515243, value) + 12345) >>> 0) % 512;
}

/** Members in QDict order: by bucket, the newest first within one. `names` is in the order of the text. */
export function dictOrder(names: readonly string[]): readonly string[] {
  return names
    .map((name, index) => ({ name, index, bucket: bucketOf(name) }))
    .sort((left, right) => left.bucket - right.bucket || right.index - left.index)
    .map(({ name }) => name);
}

/** The unexpected member that QEMU names, or null where all are known. `names` is in the order of the text. */
export function reportedUnexpected(names: readonly string[], known: readonly string[]): string | null {
  const unexpected = names.filter((name) => !known.includes(name));
  if (unexpected.length <= 1) return unexpected[0] ?? null;
  const taken = known.filter((name) => names.includes(name));
  const table = withoutNames(withNames(emptyTable, dictOrder(names)), taken);
  return namesOf(table)[0] ?? null;
}
