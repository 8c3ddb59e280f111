import { isJsonObject } from '../base/json.js';
import { EVENT_LOGS } from '../protocol/event-records.js';
import type { Predicate } from './predicate.js';

export const eventLogs: Predicate = {
  name: 'eventLogs',
  actual({ device }, expected) {
    const logs = Object.entries(EVENT_LOGS).map(([name, number]) => {
      const records = device.eventLogs[number]?.records.length ?? 0;
      const overflowCount = device.eventLogs[number]?.overflowCount ?? 0;
      const asked = isJsonObject(expected) ? expected[name] : undefined;
      return [name, typeof asked === 'number' ? records : { records, overflowCount }] as const;
    });
    return { is: Object.fromEntries(logs) };
  },
};
