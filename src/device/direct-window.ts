/** A backend's memory as it appears in the fixed window, from the window's base on. */
export interface Alias {
  readonly slot: number;
  readonly backendKey: number;
  /** Where in the backend the window's base lies: the offset of the extent in its region. */
  readonly offsetBytes: bigint;
}

/** The fixed window of the host through which the device's memory is reached. */
export interface DirectWindow {
  /** Set by the first HDM decoder event on, and never cleared: the device knows its window and maps straight into it. */
  readonly isDirect: boolean;
  readonly isCommitted: boolean;
  readonly sizeBytes: bigint;
  /** The slot that the next alias takes where they are taken in turn. */
  readonly nextSlot: number;
  /** The oldest first: a later one covers those before. */
  readonly aliases: readonly Alias[];
}

export const noWindow: DirectWindow = {
  isDirect: false,
  isCommitted: false,
  sizeBytes: 0n,
  nextSlot: 0,
  aliases: [],
};
