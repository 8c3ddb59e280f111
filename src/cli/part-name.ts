/** What a file of several is called: as much of its path's end as tells it from the others. */
export function partName(parts: readonly { readonly name: string }[], name: string): string {
  const segments = name.split('/');
  for (let count = 1; count < segments.length; count++) {
    const end = segments.slice(-count).join('/');
    if (parts.filter((part) => part.name === end || part.name.endsWith(`/${end}`)).length === 1) return end;
  }
  return name;
}
