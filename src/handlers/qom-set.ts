import { hasTagProperty, withBackendChanged } from '../device/backend-list.js';
import { backendAt } from '../device/backend-path.js';
import { defineQmpHandler, qmpDone, qmpError, qmpUnmodelled } from '../device/qmp-handler.js';
import { qomSet } from '../qmp/qom-set.js';
import { str } from '../qmp/schema.js';

export const qomSetHandler = defineQmpHandler(qomSet, {
  concerns: ['backends'],
  handle(state, { path, property, value }, profile) {
    const backend = backendAt(state, path);
    if (backend === undefined || property !== 'tag') return qmpUnmodelled;
    if (!hasTagProperty(profile, backend.objectType))
      return qmpError(state, `Property '${backend.objectType}.tag' not found`);
    const checked = str.check(value, { path: 'tag', member: 'tag' });
    if ('error' in checked) return qmpError(state, checked.error);
    // At any time, also while an extent with the backend is offered or accepted.
    return qmpDone(withBackendChanged(state, backend.key, { tag: checked.value }));
  },
});
