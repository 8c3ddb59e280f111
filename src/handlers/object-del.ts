import { backendById, withoutBackend } from '../device/backend-list.js';
import { defineQmpHandler, qmpDone, qmpError } from '../device/qmp-handler.js';
import { objectDel } from '../qmp/object-del.js';

export const objectDelHandler = defineQmpHandler(objectDel, {
  concerns: ['backends'],
  handle(state, { id }) {
    const backend = backendById(state, id);
    if (backend === undefined) return qmpError(state, `object '${id}' not found`);
    // An offer does not keep it: only what is mapped is in use.
    if (backend.isMapped) return qmpError(state, `object '${id}' is in use, can not be deleted`);
    return qmpDone(withoutBackend(state, backend));
  },
  follow(state, { id }) {
    const backend = backendById(state, id);
    return backend === undefined ? state : withoutBackend(state, backend);
  },
});
