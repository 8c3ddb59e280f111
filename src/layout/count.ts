import type { Field } from './field.js';

/** The number of elements of the list that follows: in the bytes and in no value, since the list knows its length. */
export const count = (integer: Field<number>): Field<number> & { readonly hidden: true } => ({
  ...integer,
  hidden: true,
});
