import type { Profile } from '../device/profile.js';
import type { PlayedRecord } from '../replay/machine.js';
import type { TraceEvent } from '../trace/events.js';
import type { Divergence } from './divergence.js';

/** Watches a replay record by record and says what else is wrong. It may remember; it changes nothing of the replay. */
export interface Observer {
  /** After a record: how it fared, the devices after it, and what was found in it so far. */
  observe(
    event: TraceEvent,
    played: PlayedRecord,
    profile: Profile,
    found: readonly Divergence[],
  ): readonly Divergence[];
  /** What was found because nothing follows; asked before the expectations at the end of the trace are seen. */
  note?(found: readonly Divergence[]): void;
  /** After the last record. */
  end(): readonly Divergence[];
}
