import { printable } from '../base/issue.js';
import type { Severity } from './severity.js';
import { eachRecord, type Watch } from './watch.js';

const SHOWN = 100;

/** Lines of QEMU that say themselves what is wrong. Where the refusal that they are about is recorded, they follow from it. */
export const saidByDevice = (severity: Severity, pattern: RegExp, message: (line: string) => string): Watch =>
  eachRecord(severity, { kinds: ['log'] }, ({ event, ledger }) => {
    if (event.kind !== 'log' || event.source === 'guest' || !pattern.test(event.text)) return null;
    const followsFrom = ledger.refused?.seq;
    return {
      event,
      path: 'text',
      recorded: event.text,
      message: message(printable(event.text, SHOWN)),
      ...(followsFrom !== undefined && { followsFrom }),
    };
  });
