import { basename } from 'node:path';

/** What a file of several is called: the end of its path that tells it from the others. */
export function partName(parts: readonly { readonly name: string }[], name: string): string {
  const short = basename(name);
  return parts.filter((part) => basename(part.name) === short).length === 1 ? short : name;
}
