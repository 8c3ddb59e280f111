import { toJson } from '../layout/to-json.js';
import type { Predicate } from './predicate.js';

export const backends: Predicate = {
  name: 'backends',
  actual({ device }) {
    const found: unknown = 'backends' in device ? device.backends : {};
    return { is: toJson(found) };
  },
};
