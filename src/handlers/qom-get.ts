import { hasTagProperty } from '../device/backend-list.js';
import { backendAt } from '../device/backend-path.js';
import { defineQmpHandler, qmpDone, qmpError, qmpUnmodelled } from '../device/qmp-handler.js';
import { qomGet } from '../qmp/qom-get.js';

export const qomGetHandler = defineQmpHandler(qomGet, {
  concerns: ['backends'],
  handle(state, { path, property }, profile) {
    const backend = backendAt(state, path);
    if (backend === undefined) return qmpUnmodelled;
    if (property === 'size') return qmpDone(state, backend.sizeBytes);
    if (property === 'type') return qmpDone(state, backend.objectType);
    if (property !== 'tag') return qmpUnmodelled;
    return hasTagProperty(profile, backend.objectType)
      ? qmpDone(state, backend.tag)
      : qmpError(state, `Property '${backend.objectType}.tag' not found`);
  },
});
