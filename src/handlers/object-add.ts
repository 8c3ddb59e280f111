import { backendById, hasTagProperty, TAGGED_TYPE, withBackend } from '../device/backend-list.js';
import type { Profile } from '../device/profile.js';
import { defineQmpHandler, qmpDone, qmpError, qmpUnmodelled } from '../device/qmp-handler.js';
import type { QmpOutcome } from '../device/qmp-outcome.js';
import type { DeviceState } from '../device/state.js';
import { isMemoryBackendType, memoryBackendOptions, type ObjectAddArguments, objectAdd } from '../qmp/object-add.js';

/** What QEMU takes for the name of an object. */
const IDENTIFIER = /^[A-Za-z][A-Za-z0-9._-]*$/;

export const objectAddHandler = defineQmpHandler(objectAdd, {
  concerns: ['backends'],
  handle: (state, given, profile) => addBackend(profile, state, given),
  follow(state, given, profile) {
    const outcome = addBackend(profile, state, given);
    return 'state' in outcome ? outcome.state : state;
  },
});

/** Only memory backends are modelled, of any type that QEMU makes from a size. */
function addBackend(profile: Profile, state: DeviceState, { type, id, given }: ObjectAddArguments): QmpOutcome {
  if (!isMemoryBackendType(type)) return qmpUnmodelled;
  if (type === TAGGED_TYPE && profile.behaviours.tagProperty === 'every-backend')
    return qmpError(state, `Parameter 'qom-type' does not accept value '${type}'`);
  const options = memoryBackendOptions(type, hasTagProperty(profile, type), given);
  if ('error' in options) return qmpError(state, options.error);
  if (!IDENTIFIER.test(id)) return qmpError(state, "Parameter 'id' expects an identifier");
  if (options.size === 0n) return qmpError(state, `property 'size' of ${type} doesn't take value '0'`);
  if (backendById(state, id) !== undefined)
    return qmpError(state, `attempt to add duplicate property '${id}' to object (type 'container')`);
  return qmpDone(withBackend(state, { id, objectType: type, sizeBytes: options.size, tag: options.tag }));
}
