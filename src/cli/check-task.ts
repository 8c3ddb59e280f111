import type { Severity } from '../divergence/divergence.js';
import type { HostName } from '../trace/sides.js';

/** One trace to be checked: plain data, so that it can go to another thread. */
export interface CheckTask {
  readonly file: string;
  readonly profile?: string;
  readonly format?: string;
  /** Who plays the host where it is not recorded. */
  readonly host?: HostName;
  /** The least severity that fails a trace; issues count as warnings. Errors where it is not said. */
  readonly failOn?: Severity;
  /** Writes what the engine gives into the trace, or into the expectations beside it, where the check fails. */
  readonly update?: boolean;
}

/** A file into which values were written. */
export interface UpdatedFile {
  readonly path: string;
  readonly changes: number;
}
