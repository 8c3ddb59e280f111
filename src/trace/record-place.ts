/** Where a record stands: its number in the trace, and the line in which it begins. */
export interface RecordPlace {
  readonly seq: number;
  readonly line: number;
  /** The file that `line` is of, where several make the trace. */
  readonly file?: string | undefined;
}

/** The place alone: whoever remembers it does not keep the record. */
export const placeOf = ({ seq, line, file }: RecordPlace): RecordPlace => ({ seq, line, file });

/** `#12 at line 14`, with the file where several make the trace: how every text names another record. */
export const recordText = ({ seq, line, file }: RecordPlace): string =>
  `#${seq} at ${file === undefined ? '' : `${file} `}line ${line}`;
