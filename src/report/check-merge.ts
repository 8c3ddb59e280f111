import { isJsonObject, type JsonValue } from '../base/json.js';
import { CHECK_VERSION, type CheckedTrace, type CheckReport, checkReport, traceName } from './check-report.js';

/** A report as a file holds it. */
export interface ReportFile {
  readonly name: string;
  readonly text: string;
}

/** The shards of one run as the report of the whole, or what is wrong with them. */
export function mergeReports(files: readonly ReportFile[]): CheckReport | { readonly fault: string } {
  const reports: (CheckReport & { readonly name: string })[] = [];
  for (const { name, text } of files) {
    const read = readReport(text);
    if ('fault' in read) return { fault: `${name}: ${read.fault}` };
    reports.push({ ...read, name });
  }
  const fault = shardFault(reports.map(({ shard }) => shard));
  if (fault !== null) return { fault };
  const seen = new Map<string, string>();
  for (const { name, traces } of reports)
    for (const trace of traces) {
      const file = traceName(trace);
      const first = seen.get(file);
      if (first !== undefined)
        return { fault: `${file} is in ${first} and in ${name}: these are not shards of one run` };
      seen.set(file, name);
    }
  const notRun = reports.reduce((sum, report) => sum + report.notRun, 0);
  return checkReport(
    reports.flatMap(({ traces }) => traces),
    null,
    notRun,
  );
}

function readReport(text: string): CheckReport | { readonly fault: string } {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    return { fault: `no JSON: ${(error as Error).message}` };
  }
  if (!isJsonObject(value) || value['cxltraceCheck'] === undefined)
    return { fault: 'no report of cxltrace check (--reporter json writes one)' };
  const { cxltraceCheck: version, traces, shard = null, notRun = 0 } = value;
  if (version !== CHECK_VERSION)
    return { fault: `a report of version ${String(version)}; version ${CHECK_VERSION} can be merged` };
  if (!Array.isArray(traces) || !traces.every(isTrace) || !(shard === null || typeof shard === 'string'))
    return { fault: 'the report is damaged: a trace has no name, outcome or list of failures' };
  const isNumber = typeof notRun === 'number';
  return checkReport(traces as unknown as readonly CheckedTrace[], shard, isNumber ? notRun : 0);
}

function isTrace(value: JsonValue): boolean {
  if (!isJsonObject(value) || typeof value['file'] !== 'string' || !isJsonObject(value['expectations'])) return false;
  const hasOutcome = ['passed', 'failed', 'unusable'].includes(String(value['outcome']));
  return hasOutcome && Array.isArray(value['failing']) && Array.isArray(value['issues']);
}

/** What is wrong with a set of shards: all of `i/n` must be there once. Reports of whole runs may be merged too. */
function shardFault(shards: readonly (string | null)[]): string | null {
  const named = shards.filter((shard) => shard !== null);
  if (named.length === 0) return null;
  const totals = new Set(named.map((shard) => shard.split('/')[1]));
  if (named.length < shards.length || totals.size > 1)
    return `these are not shards of one run: ${shards.map((shard) => shard ?? 'a whole run').join(', ')}`;
  const total = Number([...totals][0]);
  const missing = Array.from({ length: total }, (_, index) => `${index + 1}/${total}`).filter(
    (one) => !named.includes(one),
  );
  if (missing.length > 0) return `the reports of shard ${missing.join(', ')} are missing`;
  return new Set(named).size < named.length ? 'the report of a shard is given twice' : null;
}
