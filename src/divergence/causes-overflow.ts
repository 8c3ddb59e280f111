import type { EventLog } from '../device/state.js';
import { EVENT_LOGS } from '../protocol/event-records.js';
import { recordText } from '../trace/record-place.js';
import { type Cause, type Evidence, either, fits, isNot } from './cause.js';
import { requestedExtents } from './requests.js';

const logOf = ({ played }: Evidence): EventLog | undefined => played.before.eventLogs[EVENT_LOGS['dynamic-capacity']];

export const overflowCauses: readonly Cause[] = [
  {
    text: 'a request with more extents than the log has records: QEMU emulates a log of 8',
    weigh(evidence) {
      const count = requestedExtents(evidence.played).length;
      const waiting = logOf(evidence)?.records.length ?? 0;
      if (count === 0) return null;
      return either(
        waiting === 0,
        `its ${count} extents met an empty log`,
        `${waiting} records of earlier requests were in the log`,
      );
    },
  },
  {
    text: 'many requests while the host reads no events',
    weigh(evidence) {
      const waiting = logOf(evidence)?.records.length ?? 0;
      const unread = evidence.played.ledger.exchanges.filter(({ announced }) => announced === null).length;
      if (waiting === 0) return isNot('the log was empty before');
      return unread > 0 ? fits(`of ${unread} earlier requests the host has read no event`) : null;
    },
  },
  {
    text: 'a host that clears fewer records than it reads',
    weigh(evidence) {
      if ((logOf(evidence)?.records.length ?? 0) === 0) return isNot('the log was empty before');
      const left = evidence.played.ledger.exchanges.find(
        ({ announced, cleared }) => announced !== null && cleared === null,
      );
      return left?.announced == null
        ? isNot('it has cleared all that it read')
        : fits(`it read in ${recordText(left.announced)} what it has not cleared`);
    },
  },
];
