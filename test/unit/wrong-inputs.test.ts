import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cxltrace } from '../command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'cxltrace-inputs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a file that is another than is asked for', () => {
  it('is told to be expectations, which stand beside a recording', async () => {
    const file = join(folder, 'alone.expect.yaml');
    writeFileSync(file, 'cxltraceExpect: 1\nat: []\n');
    for (const command of ['replay', 'check', 'decode']) {
      const { code, text } = await cxltrace([command, file]);
      expect(code).toBe(2);
      expect(text).toContain('these are expectations, which stand beside a recording: name the recording');
    }
  });

  it('is not there, of reports to merge', async () => {
    const file = join(folder, 'not-there.json');
    const { code, err } = await cxltrace(['check', '--merge', file]);
    expect(code).toBe(2);
    expect(err).toBe(`error: ${file}: there is no such file or folder\n`);
  });
});
