import type { Predicate } from './predicate.js';

/** By object id, as QMP names them; what was deleted is not there, even where an offer still points to it. */
export const backends: Predicate = {
  name: 'backends',
  actual({ device }) {
    const present = device.backends.objects.filter(({ isDeleted }) => !isDeleted);
    const shown = present.map(({ id, tag, isMapped, sizeBytes }) => {
      return [id, { tag: tag === '' ? null : tag, mapped: isMapped, sizeBytes }] as const;
    });
    return { is: Object.fromEntries(shown) };
  },
};
