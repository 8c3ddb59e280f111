import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SideExpectations } from '../../src/expect/expectations.js';
import { readExpectFile } from '../../src/yaml/expect-file.js';
import { bundled, readBundled, TRACES } from '../bundled.js';
import { checkText } from '../checked.js';

/** The expectations beside a recording. */
function sideOf(name: string): SideExpectations | null {
  const path = join(TRACES, name.replace(/\.[^.]+$/, '.expect.yaml'));
  if (!name.endsWith('.ndjson') || !existsSync(path)) return null;
  const misread = (_at: object, _code: string, message: string) => {
    throw new Error(`${path}: ${message}`);
  };
  return { name: basename(path), places: readExpectFile(readFileSync(path, 'utf8'), misread) ?? [] };
}

describe('cxltrace check traces', () => {
  it.each(bundled('.ndjson', '.yaml'))('%s passes', (name) => {
    const { failing } = checkText(readBundled(name).toString(), name, sideOf(name));
    expect(failing, 'where the engine or a rule was changed on purpose: npx cxltrace check --update traces').toEqual(
      [],
    );
  });
});
