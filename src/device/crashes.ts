/** The known ways in which a modelled device dies. `signal` null: how it ends is not known or it never returns. */
export interface Crash {
  readonly signal: string | null;
  /** True where the process does not die but never returns. */
  readonly hangs?: true;
  /** What happens and why, for the report. */
  readonly reason: string;
  /** Where the fact is from. */
  readonly source: string;
}

export const CRASHES = {
  'empty-response-without-offer': {
    signal: 'SIGSEGV',
    reason:
      'An Add Dynamic Capacity Response without extents drops the first pending group; nothing is pending, so the device follows a null pointer.',
    source: 'QEMU 10.0.2 and 10.2.2, measured',
  },
  'register-write-too-narrow': {
    signal: 'SIGABRT',
    reason:
      'A mailbox register was written with 1 or 2 bytes; only 4 and 8 are handled, everything else reaches an assertion.',
    source: 'QEMU 10.0.2 and 10.2.2, measured',
  },
  'lsa-access-without-length': {
    signal: 'SIGABRT',
    reason: 'An access of 0 bytes to the label storage area fails the assertion offset + size > offset.',
    source: 'QEMU 10.0.2 and 10.2.2, measured',
  },
  'poison-list-too-long': {
    signal: 'SIGABRT',
    reason:
      'More than 126 poisoned ranges match; the answer would not fit the payload and an assertion says so. The More flag is not implemented.',
    source: 'QEMU 10.0.2 and 10.2.2, measured',
  },
  'clear-poison-beyond-memory': {
    signal: 'SIGSEGV',
    reason: 'The address wraps past 2^64, passes the range check, and there is no Dynamic Capacity memory behind it.',
    source: 'QEMU 10.0.2 and 10.2.2, measured',
  },
  'clear-poison-through-torn-pointer': {
    signal: null,
    reason:
      'A Set Feature transfer in parts zeroed some bytes of the pointer to the Dynamic Capacity memory, and Clear Poison follows it to find its line.',
    source: 'QEMU 10.0.2, measured',
  },
  'reset-during-background-operation': {
    signal: 'SIGABRT',
    reason:
      'The reset forgot the running background operation but not its timer; the next tick fails the assertion runtime > 0.',
    source: 'QEMU 10.0.2, measured',
  },
  'qmp-extent-wraps': {
    signal: 'SIGSEGV',
    reason:
      'Offset plus length of an extent wraps past 2^64 to a small number, passes the range check, and the block bitmap is read far outside.',
    source: 'QEMU 10.0.2 and 10.2.2, measured',
  },
  'switch-timestamp': {
    signal: 'SIGABRT',
    reason: 'Get or Set Timestamp on the switch takes the switch for a memory device; the cast fails an assertion.',
    source: 'QEMU 10.2.2, measured',
  },
  'add-without-extents': {
    signal: 'SIGSEGV',
    reason:
      'Initiate Dynamic Capacity Add without extents makes no pending group, and the device then follows a null pointer to it.',
    source: 'QEMU 10.2.2, measured',
  },
  'add-extent-wraps': {
    signal: 'SIGABRT',
    reason: 'The end of an extent in Initiate Dynamic Capacity Add wraps past 2^64 and fails the range assertion.',
    source: 'QEMU 10.2.2, measured',
  },
  'set-region-that-is-not-there': {
    signal: 'SIGFPE',
    reason:
      'Set DC Region Configuration names a region below 8 that the device does not have; its block size is 0, and the device divides by it.',
    source: 'QEMU 10.2.2, measured',
  },
  'extent-list-too-long-to-copy': {
    signal: 'SIGTRAP',
    reason:
      'Initiate Dynamic Capacity Release announces more extents than there is memory to copy them to, and the allocator gives up.',
    source: 'QEMU 10.2.2, measured',
  },
  'operator-tag-missing': {
    signal: 'SIGSEGV',
    reason: 'A QMP request to add or release capacity has no tag, and the machine reads the text that is not there.',
    source: 'QEMU 10.2.2 with the lazy backend series of 27 November 2025, measured',
  },
  'alias-without-window': {
    signal: 'SIGSEGV',
    reason:
      'The extent was offered before an HDM decoder was committed and accepted after: the device now maps into its fixed window, but the offer holds none, and it follows a null pointer.',
    source: 'QEMU 10.2.2 with the lazy backend series of 27 November 2025, measured',
  },
  'alias-slot-in-use': {
    signal: null,
    hangs: true,
    reason:
      'The device has four slots for what it maps into the fixed window and takes them in turn; the next one is still in use, and mapping it a second time makes the list of memory regions endless.',
    source: 'QEMU 10.2.2 with the lazy backend series of 27 November 2025, measured',
  },
  'dynamic-memory-without-address-space': {
    signal: 'SIGSEGV',
    reason:
      'Dynamic Capacity is accessed through the device itself, which has set up no address space for it: its memory comes with the offers.',
    source: 'QEMU 10.2.2 with the lazy backend series of 27 November 2025, measured',
  },
} as const satisfies Readonly<Record<string, Crash>>;

export type CrashId = keyof typeof CRASHES;

/** What makes the answers of the real device unpredictable: mostly an access outside the memory that a request is about. */
export interface Corruption {
  readonly reason: string;
  /**
   * What it spoils: the device's memory, and with it all that comes later; this one answer, since it only reads; or
   * the choice between objects of which each would be sound.
   */
  readonly harm: 'memory' | 'answer' | 'choice';
  readonly source: string;
}

export const CORRUPTIONS = {
  'extent-length-wraps': {
    reason:
      'The length of an extent wraps past 2^64 and passes the region check; the device then reads the block bitmap far outside its memory, and what it finds there decides.',
    harm: 'memory',
    source: 'QEMU 10.0.2 and 10.2.2, measured',
  },
  'feature-buffer-overrun': {
    reason:
      'A Set Feature transfer in parts added up to more bytes than the feature has; finishing it zeroes what lies behind the buffer, up to pointers of the device.',
    harm: 'memory',
    source: 'QEMU 10.0.2 and 10.2.2, measured',
  },
  'poison-write-wraps': {
    reason:
      'The address of Clear Poison wraps past 2^64 and passes the range check; the device writes outside its memory.',
    harm: 'memory',
    source: 'QEMU 10.0.2 and 10.2.2, measured',
  },
  'response-overruns-payload': {
    reason:
      'Get LSA answered with more than the 2048 bytes of the payload area and overwrote the device state behind it.',
    harm: 'memory',
    source: 'QEMU 10.0.2 and 10.2.2, measured',
  },
  'log-read-past-end': {
    reason:
      'Get Log was asked for an offset past the Command Effects Log; the bytes are device memory that holds pointers.',
    harm: 'answer',
    source: 'QEMU 10.0.2 and 10.2.2, measured',
  },
  'request-read-past-message': {
    reason:
      'The request announces more than its message holds; the device reads on into whatever lies behind it in memory.',
    harm: 'memory',
    source: 'QEMU 10.2.2, read in its source',
  },
  'request-read-past-payload': {
    reason:
      'The length register claims more than the 2048 bytes of the payload area; the device stores its own state, and pointers, as labels, and answers with them later.',
    harm: 'memory',
    source: 'QEMU 10.0.2 and 10.2.2, measured',
  },
  'duplicate-tag-decides': {
    reason:
      'QEMU takes the first that a walk through its hash table of objects meets, neither the oldest nor the newest. The order is modelled from the objects that the trace shows; others can change it. What differs from here on may be about another backend with this tag.',
    harm: 'choice',
    source: 'QEMU 10.2.2 with the lazy backend series of 27 November 2025, measured',
  },
  'backend-deleted-while-offered': {
    reason:
      'The backend was deleted while its extent was only offered, which nothing prevents; the device goes on with memory that is freed, and what lies there decides.',
    harm: 'memory',
    source: 'QEMU 10.2.2 with the lazy backend series of 27 November 2025, measured',
  },
} as const satisfies Readonly<Record<string, Corruption>>;

export type CorruptionId = keyof typeof CORRUPTIONS;

/** Whether later answers may differ for it as well. */
export const damages = (id: CorruptionId): boolean => (CORRUPTIONS[id] as Corruption).harm !== 'answer';
