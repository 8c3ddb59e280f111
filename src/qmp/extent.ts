import { object, required, u64 } from './schema.js';

/** An extent as QMP names it: relative to its region. */
export const QmpExtent = object({ offset: required(u64), len: required(u64) });
