import type { HostName } from '../trace/sides.js';
import type { HostMemory } from './host-memory.js';

/** A command that a host sends to its mailbox. */
export interface HostCommand {
  readonly opcode: number;
  readonly request: Uint8Array;
}

/** What the device answers it. */
export interface HostAnswer {
  readonly returnCode: number;
  readonly response: Uint8Array;
}

/** What a host does at a stretch: it yields commands, is given their answers, and ends with what it makes of them. */
export type Turn<Result> = Generator<HostCommand, Result, HostAnswer>;

/** A host as it is modelled: what it does about offers and requests to give back. It sees nothing but its mailbox. */
export interface HostModel {
  readonly name: HostName;
  readonly title: string;
  /** Where it is known from. */
  readonly source: string;
  /**
   * What it does when its device signals Dynamic Capacity events, or when time has passed. `nowNs` is the trace's time;
   * null where it is not known. Returns what it remembers.
   */
  wake(memory: HostMemory, nowNs: bigint | null): Turn<HostMemory>;
}
