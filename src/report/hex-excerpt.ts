import type { Excerpt } from '../divergence/divergence.js';
import type { Paint } from './paint.js';

/** Both payloads around a field, one above the other, with the bytes that differ marked below. */
export function hexExcerpt({ offsetBytes, recorded, replayed }: Excerpt, paint: Paint): readonly string[] {
  const length = Math.max(recorded.length, replayed.length);
  const differs = Array.from({ length }, (_, index) => recorded[index] !== replayed[index]);
  const row = (bytes: Uint8Array, colour: (text: string) => string) =>
    differs
      .map((isDifferent, index) => {
        const byte = bytes[index];
        const text = byte === undefined ? '--' : byte.toString(16).padStart(2, '0');
        return isDifferent ? colour(text) : paint.faint(text);
      })
      .join(' ');
  const marks = differs
    .map((isDifferent) => (isDifferent ? '^^' : '  '))
    .join(' ')
    .trimEnd();
  const offset = `0x${offsetBytes.toString(16).padStart(4, '0')}`;
  return [
    `recorded  ${offset}  ${row(recorded, paint.recorded)}`,
    `replayed  ${offset}  ${row(replayed, paint.replayed)}`,
    `          ${' '.repeat(offset.length)}  ${paint.error(marks)}`,
  ];
}
