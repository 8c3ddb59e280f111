import type { Issue } from '../base/issue.js';
import type { TraceEvent } from '../trace/events.js';

/** A hostile trace can name as many devices as it has records: so many are told. */
const TOLD_MAX = 100;

/** Says of each device that a trace does not describe, once, that its records are not replayed. */
export class Strangers {
  private readonly told = new Set<string>();

  report(name: string, { line }: TraceEvent, onIssue: (issue: Issue) => void): void {
    if (this.told.has(name) || this.told.size === TOLD_MAX) return;
    this.told.add(name);
    const message = `the trace describes no device ${name}, so that this record and later ones of it are not replayed; add it to "devices" with its mailboxAddress or qomPath`;
    onIssue({ code: 'unknown-device', line, message });
  }
}
