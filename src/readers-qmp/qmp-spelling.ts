import type { JsonValue } from '../base/json.js';
import { qmpCommands } from '../qmp/index.js';
import { looksOlder, type Respelled, respell } from '../qmp/older-spelling.js';
import type { QmpAnswer } from '../trace/events.js';

/** With these words a QEMU refuses arguments that it does not know. */
const SCHEMA_REFUSAL = /^(?:Parameter '|Invalid parameter type |QMP input )/;

/**
 * The arguments in today's spelling where a QEMU of their time took them; null where nothing is to be changed. A QEMU
 * that refused the older spelling is a newer one: its refusal is right for the arguments as they stand.
 */
export function todaysSpelling(execute: string, given: JsonValue, answer: QmpAnswer | null): Respelled | null {
  const command = qmpCommands.get(execute);
  if (command === undefined || command.older === null || !looksOlder(given, command.older)) return null;
  if (answer !== null && 'error' in answer && SCHEMA_REFUSAL.test(answer.error.desc ?? '')) return null;
  const respelled = respell(given, command.older);
  return respelled.changes.length > 0 && 'arguments' in command.check(respelled.arguments) ? respelled : null;
}
