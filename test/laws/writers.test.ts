import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { captureNdjson } from '../../src/formats/capture-ndjson.js';
import { traceYaml } from '../../src/formats/trace-yaml.js';
import type { TraceEvent } from '../../src/trace/events.js';
import type { Format } from '../../src/trace/format.js';
import type { TraceHeader } from '../../src/trace/header.js';
import { NdjsonWriter } from '../../src/writers/write-ndjson.js';
import { YamlWriter } from '../../src/writers/write-yaml.js';
import type { TraceWriter } from '../../src/writers/writer.js';
import { bundled, TRACES as FOLDER, readBundled, readTrace } from '../bundled.js';
import { cxltrace } from '../command-line.js';

interface Read {
  readonly header: TraceHeader | null;
  readonly events: readonly TraceEvent[];
  readonly issues: readonly unknown[];
}

function read(format: Format, text: string): Read {
  let header: TraceHeader | null = null;
  const events: TraceEvent[] = [];
  const issues: unknown[] = [];
  const reader = format.open({
    header: (found) => {
      header = found;
    },
    event: (event) => events.push(event),
    issue: (issue) => issues.push(issue),
  });
  reader.push(Buffer.from(text));
  reader.end();
  return { header, events, issues };
}

/** What a trace says, wherever it says it: events are numbered anew, and stand in other lines. */
const said = ({ header, events }: Pick<Read, 'header' | 'events'>, skip: (event: TraceEvent) => boolean) => ({
  header: { ...header, line: 0, profileAt: undefined },
  events: events.filter((event) => !skip(event)).map((event, index) => ({ ...event, seq: index + 1, line: 0 })),
});

function write(writer: TraceWriter, { header, events }: { header: TraceHeader | null; events: readonly TraceEvent[] }) {
  if (header === null) throw new Error('the trace has no header');
  return [writer.header(header), ...events.map((event) => writer.event(event))].join('');
}

const TRACES = bundled('.ndjson', '.yaml').filter((name) => !name.startsWith('logs/'));

/** Recordings hold bytes and no expectations: what is written as fields has no place in them. */
const isWritten = (event: TraceEvent): boolean =>
  event.kind === 'expect' || (event.kind === 'mailbox' && event.answer?.responseFields !== undefined);

/** Written traces say what a step does: what is known but in part is a note there, and a line of a log is words. */
const isInPart = (event: TraceEvent): boolean =>
  (event.kind === 'mailbox' && event.isRequestUnknown === true) ||
  (event.kind === 'qmp' && event.areArgumentsUnknown === true) ||
  (event.kind === 'log' && (event.facts !== undefined || event.deviceId !== undefined));

describe('a trace reads back from each spelling as it was', () => {
  it('has traces to try', () => expect(TRACES.length).toBeGreaterThan(80));

  it.each(TRACES)('%s as YAML', (name) => {
    const trace = readTrace(readBundled(name));
    const kept = { ...trace, events: trace.events.filter((event) => !isInPart(event)) };
    const again = read(traceYaml, write(new YamlWriter(), kept));
    expect(again.issues).toEqual([]);
    expect(said(again, isInPart)).toEqual(said(trace, isInPart));
  });

  it.each(TRACES)('%s as NDJSON', (name) => {
    const trace = readTrace(readBundled(name));
    const kept = { ...trace, events: trace.events.filter((event) => !isWritten(event)) };
    const again = read(captureNdjson, write(new NdjsonWriter(), kept));
    expect(again.issues).toEqual([]);
    expect(said(again, isWritten)).toEqual(said(trace, isWritten));
  });
});

describe('a recording as YAML comes to the same verdict', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cxltrace-convert-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What a replay comes to, wherever its records stand. */
  async function verdict(file: string) {
    const { out, code } = await cxltrace(['replay', '--json', file]);
    const [{ divergences, ...trace }] = JSON.parse(out).traces;
    const { profile, events, compared, matched, unmodelled, finalState } = trace;
    const anywhere = (one: object) =>
      JSON.parse(JSON.stringify({ ...one, line: 0, lines: undefined }).replaceAll(/\bline \d+/g, 'line'));
    return {
      code,
      ...{ profile, events, compared, matched, unmodelled, finalState },
      divergences: divergences.map(anywhere),
    };
  }

  // Of the longer ones, which say nothing new, it takes too long.
  const short = TRACES.filter((name) => name.endsWith('.ndjson') && readBundled(name).length < 16_000);
  it.each(short)('%s', async (name) => {
    const file = join(folder, 'trace.yaml');
    const { out, code } = await cxltrace(['convert', join(FOLDER, name), '--to', 'yaml']);
    expect(code).toBe(0);
    writeFileSync(file, out);
    expect(await verdict(file)).toEqual(await verdict(join(FOLDER, name)));
  });

  it('has fields for what was said, but for bytes that have none', async () => {
    const { out } = await cxltrace(['convert', join(FOLDER, 'qemu-10.0/dc-add-single.ndjson'), '--to', 'yaml']);
    expect(out).toContain('extent: { startDpa: 0x20000000, lengthBytes: 128MiB, tag: null }');
    expect(out).not.toMatch(/responseHex: "[0-9a-f]/);
  });

  it('has the bytes where fields would not make them again', async () => {
    const reserved = '01'.padStart(64, '0');
    const records = [
      { kind: 'device', cxltrace: 1, profile: 'qemu-10.0', device: { volatileBytes: 268435456 } },
      { kind: 'mailbox', seq: 1, opcode: '0x0100', request: '04', returnCode: 0, response: reserved },
    ];
    const file = join(folder, 'reserved.ndjson');
    writeFileSync(file, records.map((one) => `${JSON.stringify(one)}\n`).join(''));
    expect((await cxltrace(['convert', file, '--to', 'yaml'])).out).toContain(`responseHex: "${reserved}"`);
  });
});
