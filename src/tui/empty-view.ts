import type { Issue, IssueCode } from '../base/issue.js';
import { printable } from '../base/issue.js';
import type { Session } from './session.js';
import { type Line, line, span, type Tone, wrapped } from './text.js';

/** What helps where nothing could be read, by what is wrong. */
const ADVICE: Partial<Readonly<Record<IssueCode, readonly string[]>>> = {
  'empty-input': ['Nothing was written yet, or the recorder failed. With -f more is waited for.'],
  'binary-input': [
    'Traces are text or packet captures; a .gz may be given as it is.',
    'Where you know better, name the format: cxltrace view --format NAME FILE. "cxltrace formats" lists them.',
  ],
  'unknown-format': [
    'Is it a kernel log, a QEMU log, a QMP log or a recording? "cxltrace formats" shows what each looks like.',
    'Where you know better, name it: cxltrace view --format NAME FILE.',
  ],
  'unreadable-file': ['Check the path and its permissions.'],
};

const OTHERWISE = [
  'Lines of this format were found, and none of them is about CXL. "cxltrace formats" shows what is read.',
];

/** The whole of a screen whose trace has no record: what is wrong, and what to do. */
export function emptyLines(session: Session, columns: number): readonly Line[] {
  const text = (tone: Tone, words: string, indent = '  ') =>
    wrapped(words, columns - indent.length - 2).map((part) => line(span(`${indent}${part}`, tone)));
  const { issues, issueCount, options } = session;
  const shown = issues.slice(0, 5);
  const advice = (shown[0] === undefined ? undefined : ADVICE[shown[0].code]) ?? OTHERWISE;
  return [
    line(''),
    ...text('strong', `There is no record in ${printable(options.name, 300)}`),
    line(''),
    ...shown.flatMap((issue) => text('warning', issueText(issue))),
    ...(issueCount > shown.length ? text('faint', `and ${issueCount - shown.length} more`) : []),
    line(''),
    ...advice.flatMap((one) => text('plain', one)),
    line(''),
    ...text('faint', 'ctrl-r reads it again   :open FILE opens another   q leaves'),
  ];
}

/** An issue with its place; line 0 is none. */
export const issueText = ({ file, line: at, message }: Issue): string =>
  `${file === undefined ? '' : `${file} `}${at > 0 ? `line ${at}: ` : ''}${printable(message, 600)}`;
