import type { TextOptions } from './replay-text.js';
import { wrap } from './wrap.js';

/** A mailbox command, and the modelled devices that have it on one of their interfaces. */
export interface ListedCommand {
  readonly opcode: string;
  readonly name: string;
  /** As written traces call it. */
  readonly key: string;
  readonly spec: string;
  /** The interfaces that have it: primary, fm, ld0, switch. */
  readonly interfaces: readonly string[];
  readonly modelledBy: readonly string[];
}

export interface ListedQmpCommand {
  readonly name: string;
  readonly summary: string;
  readonly modelledBy: readonly string[];
}

/** The known commands, two lines each: what it is, and which devices have it. */
export function commandsText(
  mailbox: readonly ListedCommand[],
  qmp: readonly ListedQmpCommand[],
  profiles: readonly string[],
  { paint, width }: Pick<TextOptions, 'paint' | 'width'>,
): string {
  const longest = Math.max(...mailbox.map(({ key }) => key.length));
  const indent = ' '.repeat(7);
  const rows = mailbox.map(({ opcode, key, spec, interfaces, modelledBy }) => {
    const where = interfaces.length === 0 ? '' : `${interfaces.join(', ')} · `;
    const models = paint.faint(wrap(`${where}${modelsText(modelledBy, profiles)}`, width, indent));
    return `${opcode}  ${paint.strong(key.padEnd(longest))}  ${spec}\n${models}`;
  });
  const qmpRows = qmp.map(({ name, summary, modelledBy }) => {
    const models = paint.faint(wrap(modelsText(modelledBy, profiles), width, indent));
    return `${paint.strong(name)}\n${wrap(summary, width, indent)}\n${models}`;
  });
  return ['Mailbox commands', ...rows, '', 'QMP commands', ...qmpRows].join('\n');
}

/** Which devices have a command, told the shorter way. */
export function modelsText(having: readonly string[], all: readonly string[]): string {
  if (having.length === 0) return 'decoded only';
  const lacking = all.filter((name) => !having.includes(name));
  if (lacking.length === 0) return 'all profiles';
  return lacking.length < having.length ? `all profiles but ${lacking.join(', ')}` : having.join(', ');
}
