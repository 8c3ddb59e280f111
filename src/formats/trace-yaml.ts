import type { IssueCode } from '../base/issue.js';
import type { Format, Reader, TraceSink } from '../trace/format.js';
import { YamlFields } from '../trace/yaml-fields.js';
import { TRACE_KEYS, yamlHeader } from '../trace/yaml-header.js';
import { found, issueGate } from '../trace/yaml-node.js';
import { parseYaml } from '../trace/yaml-parse.js';
import { readSteps } from '../trace/yaml-steps.js';

/** Far above anything that people write; larger traces are recordings, one JSON record a line. */
const INPUT_BYTES_MAX = 8 << 20;

export const traceYaml: Format = {
  name: 'trace-yaml',
  title: 'Written trace: YAML for people',
  endings: ['.yaml', '.yml'],
  sniff(head) {
    const text = Buffer.from(head.subarray(0, 1 << 16)).toString('latin1');
    if (/^(?:\xef\xbb\xbf)?cxltrace[ \t]*:/m.test(text)) return 0.95;
    return /^steps[ \t]*:[ \t]*\r?$/m.test(text) ? 0.6 : 0;
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
  const onIssue = issueGate((issue) => sink.issue(issue));
  const root = parseYaml(text, onIssue);
  if (root === null) return;
  if (root.kind !== 'map') {
    onIssue(root.at, 'yaml-syntax', `a trace is a map with the keys ${TRACE_KEYS.join(', ')}, not ${found(root)}`);
    return;
  }
  const trace = new YamlFields(root, onIssue, 'the trace');
  const header = yamlHeader(trace);
  if (header === null) return;
  sink.header(header);
  readSteps(trace.isGiven('steps') || !trace.has('steps') ? trace.list('steps') : [], onIssue, (event) =>
    sink.event(event),
  );
}
