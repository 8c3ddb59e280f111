/** A part of a corpus: the `index`th of `total`, from 1. */
export interface Shard {
  readonly index: number;
  readonly total: number;
}

/** Reads `2/4`; null where the text is no part of a whole. */
export function parseShard(text: string): Shard | null {
  const match = /^([1-9][0-9]{0,5})\/([1-9][0-9]{0,5})$/.exec(text);
  const [index, total] = [Number(match?.[1]), Number(match?.[2])];
  return match !== null && index <= total ? { index, total } : null;
}

/** The files of a shard. Taken in turn, so that folders of large traces are spread; every file is in exactly one. */
export const shardOf = (files: readonly string[], { index, total }: Shard): readonly string[] =>
  [...files].sort().filter((_file, at) => at % total === index - 1);

/** A pattern for names: a regular expression, case aside; null where it is none. */
export function namePattern(text: string): RegExp | null {
  try {
    return new RegExp(text, 'i');
  } catch {
    return null;
  }
}
