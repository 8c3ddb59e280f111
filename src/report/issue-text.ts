import { type Issue, printable } from '../base/issue.js';
import type { Paint } from './paint.js';

/** `file:line:column: message [code]`, as editors and terminals link it. */
export function issueText(file: string, issue: Issue, paint: Paint): string {
  const place = [
    printable(issue.file ?? file),
    ...(issue.line > 0 ? [issue.line] : []),
    ...(issue.column === undefined ? [] : [issue.column]),
  ];
  return `${place.join(':')}: ${paint.warning('issue')}: ${printable(issue.message, 1000)} ${paint.faint(`[${issue.code}]`)}`;
}
