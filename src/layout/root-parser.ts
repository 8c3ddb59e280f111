import { Parser } from 'binary-parser';

/**
 * What the parsed members are put into. The generated code sets two members of its own and deletes them at the end,
 * which makes a slow object of a plain one; here they are accessors that keep nothing.
 */
class Root {
  set $parent(_unused: unknown) {}
  set $root(_unused: unknown) {}
}

/** A parser to call, not to nest in another. */
export const rootParser = (): Parser => new Parser().create(Root);
