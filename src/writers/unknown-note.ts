import { opcodeText } from '../protocol/opcode.js';
import type { TraceEvent } from '../trace/events.js';
import { type Losses, UNKNOWN_ARGUMENTS, UNKNOWN_REQUEST } from './writer.js';

/** An event that can be spelled: one whose request is not known becomes a note that says what is. */
export function unknownNote(event: TraceEvent, lost: Losses): TraceEvent {
  const { seq, line, timeNs } = event;
  const note = (text: string): TraceEvent => ({ kind: 'note', seq, line, timeNs, text });
  if (event.kind === 'mailbox' && event.isRequestUnknown) {
    lost.add(UNKNOWN_REQUEST);
    const code = event.answer?.returnCode;
    return note(`${opcodeText(event.opcode)} was sent${code === undefined ? '' : `, return code ${code}`}`);
  }
  if (event.kind === 'qmp' && event.areArgumentsUnknown) {
    lost.add(UNKNOWN_ARGUMENTS);
    const error = event.answer !== null && 'error' in event.answer ? event.answer.error.desc : undefined;
    return note(`QMP answered ${event.execute}${error === undefined ? '' : `: ${error}`}`);
  }
  return event;
}
