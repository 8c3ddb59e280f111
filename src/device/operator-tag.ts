import { uuidBytes, uuidText } from '../layout/uuid.js';

/** A UUID as QEMU reads one: with its hyphens. */
const CANONICAL = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * The tag that an operator's text is on the wire; null for none. A text that is no UUID is not refused: QEMU then uses
 * what lies on its stack, which was zero in all that was measured.
 */
export function operatorTag(text: string): string | null {
  const bytes = CANONICAL.test(text) ? uuidBytes(text) : null;
  return bytes === null || bytes.every((byte) => byte === 0) ? null : uuidText(bytes);
}
