import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Issue } from '../src/base/issue.js';
import { Analysis } from '../src/divergence/analysis.js';
import { divergenceKinds } from '../src/divergence/index.js';
import type { TraceResult } from '../src/divergence/result.js';
import { detectFormat } from '../src/formats/index.js';
import { profiles } from '../src/profiles/index.js';
import type { TraceEvent } from '../src/trace/events.js';
import type { DeviceDescription, TraceHeader } from '../src/trace/header.js';

export const TRACES = resolve(import.meta.dirname, '../traces');

/** The bundled traces with one of the endings, by path from traces/; expectations beside a recording are none. */
export function bundled(...endings: readonly string[]): readonly string[] {
  return readdirSync(TRACES, { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.some((ending) => name.endsWith(ending)) && !name.includes('.expect.'))
    .sort();
}

export const readBundled = (name: string): Buffer => readFileSync(join(TRACES, name));

export interface ReadTrace {
  readonly header: TraceHeader | null;
  readonly events: readonly TraceEvent[];
  readonly issues: readonly Issue[];
}

/** A whole trace in memory, for tests. */
export function readTrace(bytes: Uint8Array): ReadTrace {
  const events: TraceEvent[] = [];
  const issues: Issue[] = [];
  let header: TraceHeader | null = null;
  const reader = detectFormat(bytes)?.open({
    header: (found) => {
      header = found;
    },
    event: (event) => events.push(event),
    issue: (issue) => issues.push(issue),
  });
  reader?.push(bytes);
  reader?.end();
  return { header, events, issues };
}

/** Replays a trace against its own profile, or the one that is named, on a machine with so many devices like its first. */
export function analyse(name: string, bytes: Uint8Array, profileName?: string, devices?: number): TraceResult {
  const analysis = new Analysis(divergenceKinds, (header) => {
    const profile = profiles.get(profileName ?? header.profile ?? '');
    if (profile === undefined) throw new Error(`${name} names a known profile, not ${header.profile}`);
    return { profile, inferred: [] };
  });
  const format = detectFormat(bytes);
  const alike = (header: TraceHeader) =>
    Array.from({ length: devices ?? 0 }, () => header.devices[0] as DeviceDescription);
  const reader = format?.open({
    header: (header) => analysis.header(devices === undefined ? header : { ...header, devices: alike(header) }),
    event: (event) => analysis.event(event),
    issue: (issue) => analysis.issue(issue),
  });
  reader?.push(bytes);
  reader?.end();
  return analysis.result(name, format?.name ?? null);
}
