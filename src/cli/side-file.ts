import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Issue } from '../base/issue.js';
import type { SideExpectations } from '../expect/expectations.js';
import { readExpectFile } from '../yaml/expect-file.js';
import { issueGate } from '../yaml/yaml-node.js';

/** The expectations beside a recording, with what could not be read of them. */
export interface SideFile extends SideExpectations {
  readonly path: string;
  readonly text: string;
  readonly issues: readonly Issue[];
}

/** Where the expectations of a recording stand: `dir/NAME.expect.yaml` for `dir/NAME.ndjson.gz`; null for none. */
export function sideFilePath(recording: string): string | null {
  const plain = recording.replace(/\.gz$/, '');
  if (/\.ya?ml$/.test(plain)) return null;
  const stem = plain.replace(/\.[^./\\]+$/, '');
  return ['yaml', 'yml'].map((ending) => `${stem}.expect.${ending}`).find((path) => existsSync(path)) ?? null;
}

/** Reads the expectations beside a recording; null where there are none. What cannot be read fails as an expectation. */
export function readSideFile(recording: string): SideFile | null {
  const path = sideFilePath(recording);
  if (path === null) return null;
  const name = basename(path);
  const text = readFileSync(path, 'utf8');
  const issues: Issue[] = [];
  // The place is in another file than the trace: it is said in words.
  const onIssue = issueGate(({ line, column, code, message }) =>
    issues.push({ code, line: 0, message: `${name}:${line}:${column ?? 1}: ${message}` }),
  );
  const unusable = [{ at: 'end' as const, line: 1, expectation: {}, unread: ['cxltraceExpect'] }];
  return { name, path, text, places: readExpectFile(text, onIssue) ?? unusable, issues };
}
