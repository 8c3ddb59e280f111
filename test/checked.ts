import { Analysis } from '../src/divergence/analysis.js';
import { divergenceKinds } from '../src/divergence/index.js';
import type { TraceResult } from '../src/divergence/result.js';
import { Expectations, type SideExpectations } from '../src/expect/expectations.js';
import { detectFormat } from '../src/formats/index.js';
import { profiles } from '../src/profiles/index.js';
import { type CheckedTrace, checkedTrace } from '../src/report/check-report.js';

export interface Checked {
  readonly result: TraceResult;
  readonly trace: CheckedTrace;
  /** Failed expectations and unlisted divergences, as `code path: message`. */
  readonly failing: readonly string[];
}

/** Checks a trace in memory; its duration is 0, since nothing may depend on it. */
export function checkText(text: string, file = 'traces/given.yaml', side: SideExpectations | null = null): Checked {
  const expectations = new Expectations(side);
  const choose = (header: { readonly profile: string | null }) => {
    const profile = profiles.get(header.profile ?? 'qemu-10.0');
    if (profile === undefined) throw new Error(`${file} names a known profile, not ${header.profile}`);
    return { profile, inferred: [] };
  };
  const analysis = new Analysis(divergenceKinds, choose, [expectations]);
  const bytes = Buffer.from(text);
  const format = detectFormat(bytes);
  const reader = format?.open(analysis);
  reader?.push(bytes);
  reader?.end();
  const result = analysis.result(file, format?.name ?? null);
  const trace = checkedTrace(result, expectations.verdict, 0);
  return { result, trace, failing: trace.failing.map(({ code, path, message }) => `${code} ${path}: ${message}`) };
}

/** A device with two regions of Dynamic Capacity from 0x20000000 on; steps follow. */
export const TRACE_HEAD = `cxltrace: 1
profile: qemu-10.0
device:
  volatile: 256MiB
  persistent: 256MiB
  lsa: 1MiB
  dynamicCapacity: { size: 2GiB, regions: 2 }
steps:
`;

/** An offer of 128 MiB at each offset, one after the other in region 0. */
export const offerOf = (...offsets: readonly string[]): string => `
  - qmp: cxl-add-dynamic-capacity
    arguments:
      path: /machine/peripheral/cxl-dcd0
      host-id: 0
      selection-policy: prescriptive
      region: 0
      extents: [${offsets.map((offset) => `{ offset: ${offset}, len: 128MiB }`).join(', ')}]
`;

export const ACCEPT_FIRST = `
  - mailbox: add-dynamic-capacity-response
    request: { extents: [{ startDpa: 0x20000000, lengthBytes: 128MiB }] }
`;
