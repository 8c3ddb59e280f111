import { wrap } from './wrap.js';

/** Names with what they mean beside them, wrapped under itself. */
export function definitions(rows: readonly (readonly [name: string, meaning: string])[], width: number): string {
  const room = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows
    .map(([name, meaning]) => {
      const [first = '', ...rest] = wrap(meaning, width, ' '.repeat(room)).split('\n');
      return [`${name.padEnd(room)}${first.trimStart()}`, ...rest].join('\n');
    })
    .join('\n');
}
