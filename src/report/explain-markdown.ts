import { causeText } from '../divergence/cause.js';
import type { DivergenceKind } from '../divergence/divergence.js';
import { sectionText, severityText } from './explain-text.js';

/** Traces that show a code, by path from the root of the project. */
export interface CodeExamples {
  readonly fires: string | null;
  readonly quiet: string | null;
}

const INTRODUCTION = `# Divergence codes

Every place at which a trace and what it is measured against part has one of these codes. \`replay\`: recording and
engine differ; always an error, or a note where it follows from an earlier difference. \`rule\`: both may agree, and
what they agree on is wrong against the specification or against what the operator meant; a warning, or an error where
the intent is lost. \`expectation\`: the author of the trace said otherwise.

Generated from the same data as \`cxltrace explain CODE\`; a test fails when this page is stale, and
\`UPDATE_GOLDEN=1 npm test\` writes it again.
`;

/** The classes in which reports of such problems are filed, and the codes that tell of them. */
const CLASSES: readonly (readonly [string, string])[] = [
  ['more flag', 'more-chain-broken'],
  ['extent list content', 'extra-extents, count-mismatch, generation-stuck, field-mismatch'],
  ['count mismatch', 'count-mismatch'],
  ['payload length', 'payload-length'],
  ['payload layout', 'payload-layout'],
  ['event overflow', 'event-overflow-lost-records'],
  ['event clearing', 'field-mismatch and return-code-mismatch of the event commands; pending-never-answered'],
  [
    'event policy',
    'field-mismatch of the interrupt policy, opcode-unsupported: what the guest makes of it is in no answer',
  ],
  ['host reject', 'host-reject'],
  ['missing response', 'pending-never-answered'],
  ['duplicate response', 'duplicate-response'],
  ['response order', 'response-order'],
  ['partial commit', 'partial-commit'],
  [
    'pending not cleared',
    'return-code-mismatch of the next answer, pending-never-answered, event-overflow-lost-records',
  ],
  ['overlap', 'overlap'],
  ['block alignment', 'misaligned'],
  ['partial release', 'partial-release-refused'],
  ['release mismatch', 'tag-mismatch-on-release, missing-extent-details, release-while-pending'],
  ['null tag', 'null-tag'],
  ['tag reuse', 'tag-reuse, duplicate-tag'],
  [
    'sequence integrity',
    'field-mismatch: devices store the sequence beside the tag, and revisions differ in where it begins',
  ],
  ['partition span', 'region-crossing'],
  ['missing extent details', 'missing-extent-details'],
  ['already mapped backend', 'backend-already-mapped'],
  ['backend size mismatch', 'backend-size-mismatch, backend-without-memory'],
  ['unsupported opcode', 'opcode-unsupported, request-unsupported'],
  ['return code mismatch', 'return-code-mismatch, background-busy'],
  ['QMP schema', 'schema-error'],
  ['transport', 'field-mismatch and return-code-mismatch of the tunnel, whose paths begin with `tunnel.`'],
  ['out-of-range access', 'memory-corrupted, unpredictable-answer, device-crash'],
  ['lifecycle', 'device-crash, pending-never-answered: leaks inside a driver are in no answer'],
  ['misleading log line', 'log-line-mismatch'],
  ['environment', 'no code: nothing of it passes between host, device and operator'],
];

/** All codes as one page, with the traces that show them. */
export function divergencesMarkdown(
  kinds: readonly DivergenceKind[],
  examplesOf: (code: string) => CodeExamples,
): string {
  const link = (path: string | null) => (path === null ? '-' : `[${path}](../${path})`);
  const rows = kinds.map(({ code }) => {
    const { fires, quiet } = examplesOf(code);
    return `| [${code}](#${code}) | ${link(fires)} | ${link(quiet)} |`;
  });
  return [
    INTRODUCTION,
    '| code | a trace in which it fires | one in which it does not |',
    '|---|---|---|',
    ...rows,
    '',
    ...kinds.map(page),
    '## Classes of reports',
    '',
    '| reported as | told by |',
    '|---|---|',
    ...CLASSES.map(([reported, codes]) => `| ${reported} | ${codes} |`),
    '',
  ].join('\n');
}

function page(kind: DivergenceKind): string {
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`${title}:`, '', ...items.map((item) => `- ${item}`), ''];
  return [
    `## ${kind.code}`,
    '',
    `**${kind.title}.** ${severityText(kind)}`,
    '',
    `Fires: ${kind.fires}`,
    '',
    kind.explanation,
    '',
    ...list('Likely causes', kind.causes.map(causeText)),
    ...list('Look at', kind.lookAt),
    ...list('Specification', kind.spec.map(sectionText)),
    ...list('Seen in', kind.reports),
  ].join('\n');
}
