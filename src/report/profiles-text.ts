import type { Behaviour } from '../device/behaviour.js';
import { BEHAVIOURS, type BehaviourName } from '../device/behaviours.js';
import type { Profile } from '../device/profile.js';
import { opcodeText } from '../protocol/opcode.js';
import type { TextOptions } from './replay-text.js';
import { wrap } from './wrap.js';

type Look = Pick<TextOptions, 'paint' | 'width'>;

const NAMES = Object.keys(BEHAVIOURS) as BehaviourName[];

/** The devices; which of them has which value of each behaviour, as a table of letters; and what the letters mean. */
export function profilesText(all: readonly Profile[], look: Look): string {
  const about = all.map((profile, index) => aboutText(profile, look, `${index + 1} `));
  const measured = all.filter(({ evidence }) => evidence === 'measured');
  const differing = NAMES.filter((name) => new Set(measured.map(({ behaviours }) => behaviours[name])).size > 1);
  const heading = `Behaviours: ${NAMES.length}; the measured devices differ in ${differing.length} of them (≠)`;
  const marked = (name: BehaviourName) => (differing.includes(name) ? '≠' : ' ');
  const longest = Math.max(...NAMES.map((name) => name.length));
  const numbers = all.map((_, index) => `${index + 1}`.padStart(3)).join('');
  const rows = NAMES.map((name) => {
    const letters = all.map(({ behaviours }) => letterOf(name, behaviours[name]).padStart(3)).join('');
    return `${marked(name)} ${name.padEnd(longest)}${letters}`;
  });
  const blocks = NAMES.map((name) => behaviourText(name, all, look));
  return [...about, [heading, `  ${' '.repeat(longest)}${numbers}`, ...rows].join('\n'), ...blocks].join('\n\n');
}

/** The letter of a value: its place among the values of its behaviour. */
const letterOf = (name: BehaviourName, value: string): string =>
  String.fromCharCode(97 + Object.keys(BEHAVIOURS[name].values).indexOf(value));

/** One device: what it is, its limits and commands, and how it behaves. */
export function profileText(profile: Profile, look: Look): string {
  const { paint, width } = look;
  const { constants, commands, qmp, behaviours } = profile;
  const limits = Object.entries(constants).map(([name, value]) => `  ${name.padEnd(24)}${value}`);
  const interfaces = Object.entries(commands).map(([cci, table]) => {
    const opcodes = [...table.keys()].sort((left, right) => left - right).map(opcodeText);
    return `  ${cci}\n${wrap(opcodes.join(' '), width, '    ')}`;
  });
  const values = NAMES.map((name) => {
    const value = behaviours[name];
    const meaning = wrap(`${BEHAVIOURS[name].meaning}: ${meaningOf(name, value)}`, width, '    ');
    return `  ${paint.strong(name)}  ${value}\n${meaning}`;
  });
  return [
    aboutText(profile, look),
    ['Limits', ...limits].join('\n'),
    ['Commands by interface', ...interfaces, `  QMP\n${wrap([...qmp.keys()].join(' '), width, '    ')}`].join('\n'),
    ['Behaviours', ...values].join('\n'),
  ].join('\n\n');
}

const aboutText = ({ name, title, evidence, source }: Profile, { paint, width }: Look, number = ''): string =>
  [`${number}${paint.strong(name)}`, wrap(title, width, '  '), wrap(`${evidence}: ${source}`, width, '  ')].join('\n');

function behaviourText(name: BehaviourName, all: readonly Profile[], { paint, width }: Look): string {
  const behaviour: Behaviour = BEHAVIOURS[name];
  const values = Object.keys(behaviour.values).flatMap((value) => {
    const having = all.filter(({ behaviours }) => behaviours[name] === value);
    const meaning = wrap(`${meaningOf(name, value)}${datesText(behaviour, value)}`, width, '     ');
    return [`  ${letterOf(name, value)}  ${value}`, wrap(`› ${devicesText(having, all)}`, width, '     '), meaning];
  });
  return [
    paint.strong(name),
    wrap(behaviour.meaning, width, '  '),
    ...values,
    paint.faint(wrap(`Source: ${behaviour.source}`, width, '  ')),
  ].join('\n');
}

const devicesText = (having: readonly Profile[], all: readonly Profile[]): string =>
  having.length === all.length ? 'all' : having.map(({ name }) => name).join(', ') || 'none';

/** Since and until when devices behave so, where it is known. */
function datesText({ since, until }: Behaviour, value: string): string {
  const dates = [since?.[value] && `since ${since[value]}`, until?.[value] && `until ${until[value]}`].filter(Boolean);
  return dates.length === 0 ? '' : ` (${dates.join(', ')})`;
}

const meaningOf = (name: BehaviourName, value: string): string =>
  (BEHAVIOURS[name].values as Readonly<Record<string, string>>)[value] ?? '';
