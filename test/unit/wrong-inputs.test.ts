import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cxltrace } from '../command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'cxltrace-inputs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a written trace with a slip', () => {
  const slip = join(folder, 'slip.yaml');
  writeFileSync(slip, 'cxltrace: 1\ndevice: { volatile: 256MiB }\nsteps:\n  - mailbx: get-timestamp\n  - clock: 1s\n');

  it('is replayed as far as it can be read, and told', async () => {
    const { code, err, out } = await cxltrace(['replay', slip]);
    expect(code).toBe(0);
    expect(err).toContain(`${slip}:4:5: issue: `);
    expect(out).toContain('1 issue');
    expect((await cxltrace(['replay', '--fail-on', 'warning', slip])).code).toBe(1);
  });

  it('is no test that could pass', async () => {
    expect((await cxltrace(['check', slip])).code).toBe(2);
  });

  it('may leave out its device', async () => {
    const bare = join(folder, 'bare.yaml');
    writeFileSync(bare, 'cxltrace: 1\nsteps:\n  - mailbox: get-timestamp\n    returnCode: success\n');
    expect((await cxltrace(['replay', bare])).code).toBe(0);
    expect((await cxltrace(['check', bare])).code).toBe(0);
    expect((await cxltrace(['check', '--fail-on', 'warning', bare])).code).toBe(1);
  });
});

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
