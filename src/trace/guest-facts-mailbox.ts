/** What the mailbox driver (drivers/cxl/pci.c, core/mbox.c, core/memdev.c) says of commands and of the device. */
export type MailboxFact =
  /** A command's opcode; its payload is in no line. */
  | { readonly kind: 'command-sent'; readonly opcode: number }
  /** The doorbell cleared: the device has answered. */
  | { readonly kind: 'doorbell-wait'; readonly waitMs: number }
  /** A return code other than success; null where the words are in no driver's table. */
  | { readonly kind: 'command-failed'; readonly returnCode: number | null; readonly words: string }
  | { readonly kind: 'background-started' | 'background-completed'; readonly opcode: number }
  | { readonly kind: 'background-timeout'; readonly waitMs: number }
  | ({ readonly kind: 'command-timeout' | 'mailbox-busy'; readonly opcode: number } & DeviceHealth)
  | ({ readonly kind: 'mailbox-not-ready'; readonly awaited: string } & DeviceHealth)
  | { readonly kind: 'sanitize-started' | 'sanitize-ended' }
  /** The payload area's size, as the capability register tells it. */
  | { readonly kind: 'mailbox-size'; readonly payloadBytes: number; readonly isTooSmall: boolean }
  | { readonly kind: 'mailbox-interrupts-enabled' }
  /** One entry of the Command Effects Log: the device has the opcode, and the driver knows it or not. */
  | { readonly kind: 'opcode-supported'; readonly opcode: number; readonly isKnownToDriver: boolean }
  | { readonly kind: 'log-supported'; readonly uuid: string; readonly sizeBytes: number }
  /** A program asks through the driver; null where the driver has no name for the command: a raw one. */
  | {
      readonly kind: 'user-command';
      readonly command: string | null;
      readonly opcode: number | null;
      readonly requestLengthBytes: number | null;
    }
  | { readonly kind: 'user-request'; readonly what: 'query' | 'send' }
  | { readonly kind: 'raw-command-used' }
  /** The driver gave up on something; what it got is a negative errno where it says. */
  | { readonly kind: 'driver-failure'; readonly what: string; readonly errno: number | null }
  | { readonly kind: 'poison-request'; readonly action: string; readonly dpa: bigint; readonly region: string | null }
  | { readonly kind: 'poison-address-refused'; readonly dpa: bigint; readonly why: string }
  | { readonly kind: 'poison-list-end'; readonly why: string; readonly records: number | null }
  | { readonly kind: 'firmware-activation'; readonly slot: number }
  /** The kernel held back that many lines of a function. */
  | { readonly kind: 'lines-suppressed'; readonly function: string; readonly count: number };

/** Two bits of the memory device status register, as the driver words them. */
interface DeviceHealth {
  readonly isFatal: boolean;
  readonly isFirmwareHalted: boolean;
}

/** What the driver says of the device's event logs. */
export type EventLogFact =
  /** The Event Status register, bit by log: 4 is Dynamic Capacity. */
  | { readonly kind: 'event-status'; readonly status: number; readonly logs: readonly number[] }
  /** A record's handle was put into Clear Event Records. */
  | { readonly kind: 'event-cleared'; readonly log: number; readonly handle: number }
  | {
      readonly kind: 'event-log-failure';
      readonly what: 'query' | 'clear' | 'interrupt';
      readonly log: number | null;
      readonly errno: number | null;
    }
  | { readonly kind: 'event-policy-failure'; readonly what: 'get' | 'set'; readonly errno: number }
  | { readonly kind: 'events-disabled'; readonly why: string };
