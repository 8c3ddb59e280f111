import { enumeration } from './schema.js';

/** The event logs that injected events can go to: Dynamic Capacity events have their own commands. */
export const CxlEventLog = enumeration(['informational', 'warning', 'failure', 'fatal']);
