import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CheckOptions, check } from '../../src/cli/check.js';
import { watchTraces } from '../../src/cli/check-watch.js';
import type { Io } from '../../src/cli/io.js';
import type { CheckReport } from '../../src/report/check-report.js';
import { REPORTER_NAMES } from '../../src/report/check-reporter.js';
import { TRACES } from '../bundled.js';
import { TRACE_HEAD } from '../checked.js';
import { cxltrace } from '../command-line.js';

const PASSES = `${TRACE_HEAD}  - clock: 1s\n  - expect: { virtualNs: 1s }\n`;
const FAILS = `${TRACE_HEAD}  - clock: 1s # a second\n  - expect: { virtualNs: 2s } # two\n`;

let folder = '';
const put = (name: string, text: string): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cxltrace-check-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command in this process: exit code and both outputs. */
async function run(paths: readonly string[], options: Partial<CheckOptions> = {}, terminal: Partial<Io> = {}) {
  const outputs = { out: '', err: '' };
  const io: Io = {
    out: (text) => {
      outputs.out += text;
    },
    err: (text) => {
      outputs.err += text;
    },
    stdin: Readable.from([]),
    columns: 100,
    outIsTerminal: false,
    errIsTerminal: false,
    env: {},
    ...terminal,
  };
  const code = await check(paths, { color: 'never', reporter: 'default', ...options }, io);
  return { code, ...outputs };
}

async function jsonOf(paths: readonly string[], options: Partial<CheckOptions> = {}): Promise<CheckReport> {
  return JSON.parse((await run(paths, { ...options, reporter: 'json' })).out) as CheckReport;
}

const outcomes = ({ traces }: CheckReport): readonly string[] =>
  traces.map(({ file, outcome }) => `${file.slice(folder.length + 1)} ${outcome}`);

describe('cxltrace check', () => {
  it('says by its exit code what became of the traces', async () => {
    const passes = put('passes.yaml', PASSES);
    const fails = put('fails.yaml', FAILS);
    const empty = put('empty.yaml', '');
    expect((await run([passes])).code).toBe(0);
    expect((await run([passes, fails])).code).toBe(1);
    expect((await run([passes, fails, empty])).code).toBe(2);
    expect((await run([join(folder, 'none.yaml')])).code).toBe(2);
  });

  it.each<[Partial<CheckOptions>, string]>([
    [{ name: 'no such' }, 'no trace matches --name no such; there are 1'],
    [{ name: '(' }, '--name: no regular expression: ('],
    [{ shard: '0/3' }, '--shard: expected i/n with i from 1 to n, like 2/4, not 0/3'],
    [{ shard: '4/3' }, '--shard: expected i/n'],
    [{ jobs: 'all' }, '--jobs: expected a whole number from 1, not all'],
    [{ profile: 'qemu-1' }, 'unknown profile "qemu-1"'],
  ])('refuses %j', async (options, message) => {
    put('passes.yaml', PASSES);
    const { code, err } = await run([folder], options);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('refuses a reporter that there is not, and says which there are', async () => {
    const { code, err } = await cxltrace(['check', '--reporter', 'junt', folder]);
    expect(code).toBe(2);
    expect(err).toContain(`argument 'junt' is invalid. Allowed choices are ${REPORTER_NAMES.join(', ')}.`);
  });

  it('fails traces by severity with --fail-on, and by what could not be read', async () => {
    const noted = join(TRACES, 'rules/state-unknown-fires.yaml');
    const text = readFileSync(noted, 'utf8').replace(/^ {2}- expect:.*\n/gm, '');
    expect(text).not.toContain('expect:');
    const quiet = put('noted.yaml', text);
    expect((await run([quiet], { failOn: 'warning' })).code).toBe(0);
    const { code, out } = await run([quiet], { failOn: 'note' });
    expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining('state-unknown') });

    const recording = readFileSync(join(TRACES, 'qemu-10.0/dc-config.ndjson'), 'utf8');
    const torn = put('torn.ndjson', `${recording}{"kind":"mailbox","se\n`);
    expect((await run([torn])).code).toBe(0);
    expect((await run([torn], { failOn: 'error' })).code).toBe(0);
    for (const reporter of REPORTER_NAMES.filter((name) => name !== 'json')) {
      const told = await run([torn], { failOn: 'warning', reporter });
      expect({ reporter, code: told.code }).toEqual({ reporter, code: 1 });
      expect(told.out).toContain(reporter === 'github' ? 'invalid-json' : 'could not be read as written');
    }
    const [trace] = (await jsonOf([torn], { failOn: 'warning' })).traces;
    expect(trace).toMatchObject({ outcome: 'failed', failing: [], issueCount: 1 });
  });

  it('picks traces by name and leaves side files out', async () => {
    put('a/one.yaml', PASSES);
    put('b/two.yaml', FAILS);
    put('b/two.expect.yaml', 'cxltraceExpect: 1\nat: []\n');
    expect(outcomes(await jsonOf([folder]))).toEqual(['a/one.yaml passed', 'b/two.yaml failed']);
    expect(outcomes(await jsonOf([folder], { name: 'A/ONE' }))).toEqual(['a/one.yaml passed']);
  });

  it('names the side files that no recording stands beside', async () => {
    put('one.ndjson', '{"kind":"device","cxltrace":1,"device":{}}\n{"kind":"reset","seq":1}\n');
    put('one.expect.yaml', 'cxltraceExpect: 1\nat: []\n');
    const lost = [put('oen.expect.yaml', 'cxltraceExpect: 1\nat: []\n'), put('sub/two.expect.yml', '')];
    put('sub/two.yaml', PASSES);
    const { err } = await run([folder]);
    expect(err.split('\n').filter((line) => line.startsWith('warning: '))).toEqual(
      lost.map(
        (path) =>
          `warning: ${path}: there is no recording of this name beside it; nothing is held against what it expects`,
      ),
    );
  });

  it('picks traces by their titles too, however they are written', async () => {
    put('plain.yaml', PASSES.replace('cxltrace: 1', 'cxltrace: 1\ntitle: The second group first'));
    put('folded.yaml', PASSES.replace('cxltrace: 1', 'cxltrace: 1\ntitle: >\n  The second\n  group first'));
    put('recorded.ndjson', '{"kind":"device","cxltrace":1,"title":"Second \\u0067roup first","device":{}}\n');
    writeFileSync(join(folder, 'packed.yaml.gz'), gzipSync(readFileSync(join(folder, 'plain.yaml'))));
    put('other.yaml', `${PASSES}# second group first\n`);
    const named = await jsonOf([folder], { name: '^.*second group first$' });
    expect(named.traces.map(({ file }) => file.slice(folder.length + 1)).sort()).toEqual([
      'folded.yaml',
      'packed.yaml.gz',
      'plain.yaml',
      'recorded.ndjson',
    ]);
  });

  it('stops at the first failure with --bail', async () => {
    for (const name of ['1', '2', '3']) put(`${name}.yaml`, name === '1' ? PASSES : FAILS);
    const report = await jsonOf([folder], { bail: true });
    expect(outcomes(report)).toEqual(['1.yaml passed', '2.yaml failed']);
    expect(report.notRun).toBe(1);
  });

  it('checks in shards, which merge to the whole', async () => {
    for (let index = 0; index < 7; index++) put(`${index}.yaml`, index % 3 === 0 ? FAILS : PASSES);
    const shards = [];
    for (const shard of ['1/3', '2/3', '3/3']) {
      const { out } = await run([folder], { shard, reporter: 'json' });
      shards.push(put(`../${folder.split('/').at(-1)}/shard-${shard[0]}.json`, out));
    }
    const whole = await jsonOf([folder]);
    const merged = await jsonOf([], { merge: shards });
    const masked = (report: CheckReport) => JSON.stringify(report).replace(/"durationMs":\d+/g, '');
    expect(masked(merged)).toBe(masked(whole));
    expect((await run([], { merge: shards })).code).toBe(1);
    const incomplete = await run([], { merge: shards.slice(0, 2) });
    expect(incomplete).toMatchObject({ code: 2, err: 'error: the reports of shard 3/3 are missing\n' });
    expect((await run([], { merge: [...shards, ...shards] })).err).toContain('given twice');
    expect((await run([], { merge: [put('no.json', '{}')] })).err).toContain('no report of cxltrace check');
    expect((await run([], { merge: [put('torn.json', '{"cxl')] })).err).toContain('torn.json');
  });

  it('checks every machine of a file', async () => {
    const line = (monitor: string, what: string) =>
      `2026-11-23 00:15:02.078+0000: 40190: info : qemuMonitor${what} mon=${monitor}`;
    const exchange = (monitor: string, answer: string) => [
      `${line(monitor, 'Send:836 : QEMU_MONITOR_SEND_MSG:')} msg={"execute":"cxl-release-dynamic-capacity","arguments":{"path":"/none","host-id":0,"removal-policy":"prescriptive","forced-removal":true,"region":0,"extents":[]},"id":"libvirt-1"}\r`,
      ' fd=-1',
      `${line(monitor, 'JSONIOProcessLine:212 : QEMU_MONITOR_RECV_REPLY:')} reply={${answer}, "id": "libvirt-1"}`,
    ];
    const refused = '"error": {"class": "GenericError", "desc": "Forced removal not supported yet"}';
    const other = refused.replace('Forced removal not supported yet', 'It is late');
    put('two.log', [...exchange('0x1', refused), ...exchange('0x2', other)].join('\n'));
    const report = await jsonOf([join(folder, 'two.log')], { profile: 'qemu-10.0' });
    expect(report.traces.map(({ source, outcome }) => `${source} ${outcome}`)).toEqual([
      'mon=0x1 passed',
      'mon=0x2 failed',
    ]);
  });

  it('an empty shard passes', async () => {
    put('one.yaml', PASSES);
    expect((await run([folder], { shard: '2/2' })).code).toBe(0);
  });

  it('writes what the engine gives with --update, and passes then', async () => {
    const path = put('fails.yaml', FAILS);
    const { code, err } = await run([path], { update: true });
    expect(code).toBe(0);
    expect(err).toBe(`updated ${path}: 1 value\n`);
    expect(readFileSync(path, 'utf8')).toBe(FAILS.replace('2s }', '1s }'));
    expect((await run([path], { update: true })).err).toBe('');
  });

  it('updates the side file of a recording, never the recording', async () => {
    const recording = join(folder, 'dc-add-single.ndjson');
    cpSync(join(TRACES, 'qemu-10.0/dc-add-single.ndjson'), recording);
    const text = readFileSync(recording, 'utf8');
    const side = put(
      'dc-add-single.expect.yaml',
      'cxltraceExpect: 1\nat:\n  - end: # last\n    expect: { pendingGroups: 99 }\n',
    );
    expect((await run([recording])).code).toBe(1);
    const { code, err } = await run([recording], { update: true });
    expect(code).toBe(0);
    expect(err).toBe(`updated ${side}: 1 value\n`);
    expect(readFileSync(side, 'utf8')).toMatch(
      /^cxltraceExpect: 1\nat:\n {2}- end: # last\n {4}expect: \{ pendingGroups: \d \}\n$/,
    );
    expect(readFileSync(recording, 'utf8')).toBe(text);
  });

  it('shows how far it is on a terminal only, and takes the line away', async () => {
    const path = put('passes.yaml', PASSES);
    expect((await run([path])).err).toBe('');
    const { err } = await run([path], {}, { errIsTerminal: true });
    expect(err).toContain('\r\u001b[K1/1 · ');
    expect(err.endsWith('\r\u001b[K')).toBe(true);
  });

  it('tells of traces that change, are new, or whose side file changes', async () => {
    const first = put('first.ndjson', 'x');
    const seen: string[] = [];
    let wake = (): void => undefined;
    const next = () =>
      new Promise<void>((done) => {
        wake = done;
      });
    const list = ['first.ndjson', 'second.yaml'].map((name) => join(folder, name));
    const abort = new AbortController();
    const watching = watchTraces(
      () => list,
      async (files) => {
        seen.push(...files.map((file) => file.slice(folder.length + 1)));
        wake();
      },
      abort.signal,
    );
    let changed = next();
    put('second.yaml', PASSES);
    await changed;
    expect(seen).toEqual(['second.yaml']);
    changed = next();
    put('first.expect.yaml', 'cxltraceExpect: 1\nat: []\n');
    await changed;
    expect(seen).toEqual(['second.yaml', 'first.ndjson']);
    expect(first).toContain('first.ndjson');
    abort.abort();
    await watching;
  });
});

describe('the built command', () => {
  const root = resolve(import.meta.dirname, '../..');
  /** The report, whatever the traces come to. */
  const command = async (...args: readonly string[]) => {
    const main = join(root, 'dist/cli/main.js');
    const run = promisify(execFile)(process.execPath, [main, ...args], { cwd: root, maxBuffer: 1 << 26 });
    const { stdout } = await run.catch((error: { readonly stdout: string }) => error);
    return JSON.parse(stdout.replace(/"durationMs": \d+/g, '"durationMs": 0')) as CheckReport;
  };

  it('comes to the same with threads and without', async () => {
    await promisify(execFile)(process.execPath, [join(root, 'scripts/setup.mjs')], { cwd: root });
    const args = ['check', '--reporter', 'json', 'traces/qemu-10.0', 'traces/protocol'];
    const [alone, together] = await Promise.all([command(...args, '--jobs', '1'), command(...args, '--jobs', '3')]);
    expect(together).toEqual(alone);
    expect(together.traces.length).toBeGreaterThan(70);
  }, 60_000);

  it('passes every bundled trace', async () => {
    await promisify(execFile)(process.execPath, [join(root, 'scripts/setup.mjs')], { cwd: root });
    const report = await command('check', '--reporter', 'json', 'traces');
    const failed = report.traces.filter(({ outcome }) => outcome !== 'passed').map(({ file }) => file);
    expect(failed).toEqual([]);
    expect(report.traces.length).toBeGreaterThan(280);
  }, 60_000);
});
