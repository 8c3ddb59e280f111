import { describe, expect, it } from 'vitest';
import type { OutlineField } from '../../src/layout/outline.js';
import { mailboxCommands } from '../../src/mailbox/index.js';

const layouts = [...mailboxCommands.values()].flatMap(({ key, request, response }) => [
  [`${key} request`, request] as const,
  [`${key} response`, response] as const,
]);

/** Walks fields that must follow each other without a gap from `start`; returns where they end. */
function end(fields: readonly OutlineField[], start: number, where: string): number {
  let at = start;
  for (const field of fields) {
    expect([where, field.name, field.offsetBytes]).toEqual([where, field.name, at]);
    const isList = field.type.startsWith('list');
    const count = isList ? Number(/\d+$/.exec(field.type)?.[0] ?? 0) : 1;
    if (field.fields !== undefined) within(field, isList ? 0 : at, `${where} ${field.name}`);
    at += (field.sizeBytes ?? 0) * count;
  }
  return at;
}

/** What a record or a list's element consists of fills it, for each record type that it can be. */
function within({ fields = [], sizeBytes }: OutlineField, start: number, where: string): void {
  const types = new Set(fields.map(({ when }) => when).filter((when) => when !== undefined));
  for (const type of types.size === 0 ? [undefined] : types) {
    const present = fields.filter(({ when }) => when === undefined || when === type);
    expect(end(present, start, `${where} ${type ?? ''}`)).toBe(start + (sizeBytes ?? 0));
  }
}

describe('the outline of a payload', () => {
  it.each(layouts)('%s: every byte has a field, and none has two', (where, layout) => {
    const fields = layout.outline();
    const placed = fields.filter(({ offsetBytes, isOptional }) => offsetBytes !== null && !isOptional);
    const trailer = fields.filter(({ offsetBytes, isOptional }) => offsetBytes === null && !isOptional);
    const behind = trailer.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
    expect(end(placed, 0, where) + behind).toBe(layout.sizeBytes);
  });

  it.each(layouts)('%s: what is shown is what written traces may say', (_where, layout) => {
    const shown = layout.outline().filter(({ isHidden }) => !isHidden);
    const known = [...Object.keys(layout.members()), ...(layout.restName === null ? [] : [layout.restName])];
    expect(shown.map(({ name }) => name).sort()).toEqual(known.sort());
  });
});
