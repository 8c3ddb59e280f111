import type { JsonValue } from '../base/json.js';
import type { DpaRange } from '../device/extents.js';
import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import type { DeviceOutput } from '../device/step.js';
import type { TraceEvent } from '../trace/events.js';
import type { Side } from '../trace/sides.js';

/** A record whose answer is another than the engine's, with the device before it. */
export interface Scene {
  readonly profile: Profile;
  readonly device: DeviceState;
  readonly event: TraceEvent;
  /** What the engine answers. */
  readonly output: DeviceOutput | null;
  /** Addresses of which a later record shows that the host had them: what it did must have left them alone. */
  readonly spared: readonly DpaRange[];
}

/** A command that may have been sent before the record, and that the trace does not show. */
export type UnrecordedCommand =
  | {
      readonly by: 'host';
      readonly opcode: number;
      readonly request: Uint8Array;
      readonly says: string;
      /** What was sent in its place where the device would refuse it. */
      readonly orElse?: UnrecordedCommand;
    }
  | { readonly by: 'operator'; readonly execute: string; readonly arguments: JsonValue; readonly says: string };

/** Commands that may have led to the recorded answer, in their order. */
export interface Attempt {
  readonly commands: readonly UnrecordedCommand[];
  /** What the answer tells of them that they do not say themselves, such as when they came. */
  settle?(device: DeviceState): DeviceState;
  /** In words, where which command it was is not known yet. */
  readonly says?: string;
}

/**
 * One kind of difference that commands of a side explain of which the trace shows nothing. It only proposes: the engine
 * runs what is proposed, and only where it then answers as recorded is anything explained.
 */
export interface Explanation {
  /** Whose commands it proposes. */
  readonly by: Side;
  /** The likeliest first, and of those that explain the same the one that leaves most open. */
  attempts(scene: Scene): Iterable<Attempt>;
}
