import type { IssueCode } from '../base/issue.js';
import { type Format, type Reader, type TraceSink, WRITTEN_FORMAT } from '../trace/format.js';
import { YamlFields } from '../yaml/yaml-fields.js';
import { TRACE_KEYS, yamlHeader } from '../yaml/yaml-header.js';
import { found, issueGate, type YamlIssue } from '../yaml/yaml-node.js';
import { parseYaml } from '../yaml/yaml-parse.js';
import { readSteps } from '../yaml/yaml-steps.js';

/** Far above anything that people write; larger traces are recordings, one JSON record a line. */
const INPUT_BYTES_MAX = 8 << 20;

export const traceYaml: Format = {
  name: WRITTEN_FORMAT,
  title: 'Written trace: YAML for people',
  endings: ['.yaml', '.yml'],
  sniff(head) {
    const text = Buffer.from(head.subarray(0, 1 << 16)).toString('latin1');
    const keys = topKeys(text.replace(/^\xef\xbb\xbf/, ''));
    if (keys[0] === 'cxltrace') return 1;
    if (keys.includes('cxltrace')) return 0.95;
    return keys.includes('steps') ? 0.6 : keys.includes('device') ? 0.4 : 0;
  },
  open: (sink) => new YamlReader(sink),
  samples: [
    {
      text: [
        'cxltrace: 1',
        'device: { volatile: 256MiB }',
        'steps:',
        '  - mailbox: get-timestamp',
        '    returnCode: success',
        '  - clock: 1s',
        '  - expect: { pendingGroups: 0 }',
      ].join('\n'),
      kinds: ['mailbox', 'clock', 'expect'],
    },
  ],
};

/** So many keys of a map may stand before those that make a trace of it. */
const TOP_KEYS_MAX = 12;

/** The keys of the map that a text begins with: up to the first line that could be none of it, as in prose or JSON. */
function topKeys(text: string): readonly string[] {
  const keys: string[] = [];
  for (const line of text.split(/\r?\n|\r/)) {
    if (/^(?:[ \t]|#|%|---|$)/.test(line)) continue;
    const key = /^["']?([A-Za-z][\w-]*)["']?[ \t]*:/.exec(line)?.[1];
    const isItem = keys.length > 0 && /^-(?: |$)/.test(line);
    if (key === undefined && !isItem) break;
    if (key !== undefined && keys.push(key) === TOP_KEYS_MAX) break;
  }
  return keys;
}

/** Holds the text until its end: what a key means can depend on all of them. */
class YamlReader implements Reader {
  private readonly chunks: Buffer[] = [];
  private bytes = 0;

  constructor(private readonly sink: TraceSink) {}

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    if (this.bytes <= INPUT_BYTES_MAX) this.chunks.push(Buffer.from(chunk));
    else this.chunks.length = 0;
  }

  end(): void {
    const fail = (code: IssueCode, message: string) => this.sink.issue({ code, line: 1, column: 1, message });
    if (this.bytes > INPUT_BYTES_MAX) {
      fail(
        'line-too-long',
        `the file has ${this.bytes} bytes; written traces end at ${INPUT_BYTES_MAX}. Recordings are .ndjson`,
      );
      return;
    }
    const source = Buffer.concat(this.chunks);
    const text = source.toString('utf8');
    const zero = source.indexOf(0);
    if (zero >= 0) fail('binary-input', `binary data (a zero byte at offset ${zero}); a written trace is UTF-8 text`);
    else if (text.trim() === '') fail('empty-input', 'the trace is empty');
    else {
      if (!source.equals(Buffer.from(text, 'utf8')))
        fail('binary-input', 'the file is not valid UTF-8; what could not be read shows as \ufffd');
      readTrace(text, this.sink);
    }
  }
}

function readTrace(text: string, sink: TraceSink): void {
  const gate = issueGate((issue) => sink.issue(issue));
  let isTorn = false;
  const onIssue: YamlIssue = (...issue) => {
    if (!isTorn) gate(...issue);
  };
  const root = parseYaml(text, onIssue, () => {
    isTorn = true;
  });
  if (root === null) return;
  if (root.kind !== 'map') {
    onIssue(root.at, 'yaml-syntax', `a trace is a map with the keys ${TRACE_KEYS.join(', ')}, not ${found(root)}`);
    return;
  }
  const trace = new YamlFields(root, onIssue, 'the trace');
  const header = yamlHeader(trace);
  if (header === null) return;
  sink.header(header);
  const steps = trace.isGiven('steps') || !trace.has('steps') ? trace.list('steps') : [];
  if (steps.length === 0 && trace.isUsable)
    onIssue(trace.node('steps')?.at ?? root.at, 'missing-field', 'the trace has no steps: there is nothing to play');
  readSteps(steps, onIssue, (event) => sink.event(event));
}
