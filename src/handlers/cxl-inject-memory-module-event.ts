import { eventInjection } from '../device/inject-event.js';
import { cxlInjectMemoryModuleEvent } from '../qmp/cxl-inject-memory-module-event.js';

export const cxlInjectMemoryModuleEventHandler = eventInjection(cxlInjectMemoryModuleEvent, (given) => ({
  recordType: 'memory-module',
  deviceEventType: given.type,
  healthStatus: given['health-status'],
  mediaStatus: given['media-status'],
  additionalStatus: given['additional-status'],
  lifeUsedPercent: given['life-used'],
  temperatureCelsius: given.temperature,
  dirtyShutdownCount: given['dirty-shutdown-count'],
  correctedVolatileErrors: given['corrected-volatile-error-count'],
  correctedPersistentErrors: given['corrected-persistent-error-count'],
}));
