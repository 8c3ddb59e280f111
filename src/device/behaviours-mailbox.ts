import type { BehaviourGroup } from './behaviour.js';

/** Registers, background operations, logs and what commands of every kind share. */
export const MAILBOX_BEHAVIOURS = {
  statusBackgroundBit: {
    meaning: 'Bit 0 of the mailbox status register while a background operation runs',
    values: {
      'until-first-percent': 'set by the command that starts it, cleared at the first read after progress shows',
      'until-complete': 'set from reset on until an operation completes or is aborted',
      'while-running': 'set exactly while an operation runs',
    },
    until: { 'until-first-percent': 'QEMU 10.0' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.8.4.6',
  },
  resetDuringBackground: {
    meaning: 'What a reset makes of a running background operation',
    values: {
      'dies-at-next-tick': 'the timer stays armed and its next tick fails an assertion',
      'completes-at-next-tick': 'the timer stays armed and its next tick completes the operation',
      cancels: 'the operation ends there; a device that was being sanitized keeps its media disabled',
    },
    until: { 'dies-at-next-tick': 'QEMU 10.0' },
    source:
      'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.9.5.1, of which what remains after a reset is our reading',
  },
  eventStatusAfterReset: {
    meaning: 'The event status register after a reset, where the logs still hold records',
    values: { cleared: '0 until the next record', 'by-the-logs': 'the bits of the logs that hold records' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.8.3.1',
  },
  stagedFirmwareAtReset: {
    meaning: 'What a reset makes of a firmware slot that is staged',
    values: { forgotten: 'nothing: slot 1 is active and no other is filled', activated: 'it is the active slot' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.3.3',
  },
  commandEffectBits: {
    meaning: 'How the Command Effects Log numbers what is newer than a background operation',
    values: {
      'without-abort': 'nothing beyond bit 6 is reported',
      'abort-in-bit-7': 'abort support in bit 7, configuration changes after conventional and CXL reset in 11 and 12',
      'as-specified': 'abort support in bit 8, those changes in 10 and 11, valid where bit 9 is set',
    },
    until: { 'without-abort': 'QEMU 10.0' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.5.2.1',
  },
  identifyMessageSize: {
    meaning: 'The maximum message size that Identify answers on the component interfaces',
    values: {
      constant: '512 bytes, whatever the interface takes',
      'payload-limit': 'what the interface takes, following Set Response Message Limit',
    },
    until: { constant: 'QEMU 10.0' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.1.1',
  },
  mediaDisabledFilter: {
    meaning: 'What makes commands fail with Media Disabled',
    values: {
      'capability-register': 'bits 3:2 of the mailbox capability register, which only a write to it can set',
      'media-status': 'the media status in the memory device status, which Sanitize sets',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.9.5.1',
  },
  capabilityRegister: {
    meaning: 'What a write to the mailbox capability register does',
    values: { writable: 'it is stored', 'read-only': 'nothing' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.8.4.3',
  },
  narrowRegisterWrite: {
    meaning: 'What a write of 1 or 2 bytes to a mailbox register does',
    values: { dies: 'the device dies', ignored: 'nothing' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; that it is ignored is our reading of CXL 3.1 §8.2.8.4',
  },
  memoryStatusHighHalf: {
    meaning: 'What a read of the upper half of the memory device status gives',
    values: { 'low-half': 'the lower half again', itself: 'the upper half' },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.8.5.1.1',
  },
  payloadBounds: {
    meaning: 'What becomes of requests and answers that are longer than the payload area',
    values: {
      exceeded: 'the device reads and overwrites its own state behind the area',
      kept: 'the request is refused',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.8.4.5; Invalid Input for a long answer is our reading',
  },
  logOffset: {
    meaning: 'How Get Log counts its offset, and where the log ends',
    values: {
      'in-entries': 'in entries of 4 bytes, and the log is as long as its largest possible size',
      'in-bytes': 'in bytes, and the log is as long as Get Supported Logs says',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.5.2',
  },
  featureTransfer: {
    meaning: 'How strictly Get Feature and Set Feature keep the rules of a transfer',
    values: {
      lenient:
        'parts need no beginning, a refused beginning leaves its transfer open, an end clears as many bytes as came, and other versions and selections are unsupported',
      'as-specified': 'parts out of order, versions and selections have codes of their own, and nothing else changes',
    },
    source: 'QEMU 10.0.2 and 10.2.2, measured; CXL 3.1 §8.2.9.6.2, §8.2.9.6.3',
  },
} as const satisfies BehaviourGroup;
