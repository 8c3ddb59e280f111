/** One trace to be checked: plain data, so that it can go to another thread. */
export interface CheckTask {
  readonly file: string;
  readonly profile?: string;
  readonly format?: string;
  /** Writes what the engine gives into the trace, or into the expectations beside it, where the check fails. */
  readonly update?: boolean;
}

/** A file into which values were written. */
export interface UpdatedFile {
  readonly path: string;
  readonly changes: number;
}
