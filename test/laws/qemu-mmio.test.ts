import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TRACES } from '../bundled.js';
import { commandOf, mailboxOf, readMmio } from '../mmio-logs.js';
import { holds, titled } from './law.js';
import { damaged } from './recorded-lines.js';

const log = readFileSync(join(TRACES, 'logs/qemu-mmio/qemu-10.0-reset-survival.log'));
const lines = log.toString('latin1').trimEnd().split('\n');
const whole = mailboxOf(readMmio(log).events).map(commandOf);

describe(titled('a register trace'), () => {
  it('that is cut anywhere holds the commands up to there', () => {
    holds(fc.nat(log.length), (at) => {
      const { events } = readMmio(log.subarray(0, at));
      const commands = mailboxOf(events).map(commandOf);
      expect(commands.slice(0, -1)).toEqual(whole.slice(0, Math.max(0, commands.length - 1)));
    });
  });

  it('with damaged lines in it holds the commands before the first of them', () => {
    const damages = fc.array(damaged(lines), { minLength: 1, maxLength: 5 });
    holds(fc.tuple(fc.nat(lines.length), damages), ([at, odd]) => {
      const before = lines.slice(0, at).map((line) => Buffer.from(line, 'latin1'));
      const after = lines.slice(at).map((line) => Buffer.from(line, 'latin1'));
      const source = [...before, ...odd, ...after].flatMap((line) => [line, Buffer.from('\n')]);
      const { events } = readMmio(Buffer.concat(source));
      const untouched = mailboxOf(events).filter((event) => (event.lastLine ?? event.line) <= at);
      expect(untouched.map(commandOf).slice(0, -1)).toEqual(whole.slice(0, Math.max(0, untouched.length - 1)));
    });
  });

  it('numbers its events without a gap, whatever is lost', () => {
    const drop = fc.array(fc.nat(lines.length - 1), { maxLength: 40 });
    holds(drop, (gone) => {
      const { events } = readMmio(lines.filter((_line, index) => !gone.includes(index)).join('\n'));
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
    });
  });
});
