import { returnCodeOfWords } from '../protocol/return-code-words.js';
import { ADDRESS, BARE_HEX, HEX, INT, maybe, oneOf, TAG, TEXT, WORD } from '../readers/line-holes.js';
import { type LineRule, line } from '../readers/line-rule.js';

const FATAL = maybe(' fatal');
const HALTED = maybe(' firmware-halt');

/** Lines of the mailbox driver: drivers/cxl/pci.c and core/mbox.c of Linux 6.12 to 7.3. */
export const mailboxLines: readonly LineRule[] = [
  line`Sending command: ${HEX}`.says((opcode) => ({ kind: 'command-sent', opcode })),
  line`Doorbell wait took ${INT}ms`.says((waitMs) => ({ kind: 'doorbell-wait', waitMs })),
  line`Mailbox operation had an error: ${TEXT}`.says((words) => ({
    kind: 'command-failed',
    returnCode: returnCodeOfWords(words),
    words,
  })),
  line`Mailbox background operation (${HEX}) ${oneOf('started', 'completed')}`.says((opcode, step) => ({
    kind: `background-${step}`,
    opcode,
  })),
  line`timeout waiting for background (${INT} ms)`.says((waitMs) => ({ kind: 'background-timeout', waitMs })),
  line`Sanitization operation ${oneOf('started', 'ended')}`.says((step) => ({ kind: `sanitize-${step}` })),
  line`mailbox queue busy (opcode: ${HEX}), device state${maybe(' ')}${FATAL}${HALTED}`.says(
    (opcode, _blank, isFatal, isFirmwareHalted) => ({ kind: 'mailbox-busy', opcode, isFatal, isFirmwareHalted }),
  ),
  line`mailbox timeout (opcode: ${HEX}), device state${maybe(' ')}${FATAL}${HALTED}`.says(
    (opcode, _blank, isFatal, isFirmwareHalted) => ({ kind: 'command-timeout', opcode, isFatal, isFirmwareHalted }),
  ),
  line`timeout awaiting mailbox ${oneOf('ready', 'idle')}, device state${maybe(' ')}${FATAL}${HALTED}`.says(
    (awaited, _blank, isFatal, isFirmwareHalted) => ({ kind: 'mailbox-not-ready', awaited, isFatal, isFirmwareHalted }),
  ),
  line`Mailbox is too small (${INT}b)`.says((payloadBytes) => ({
    kind: 'mailbox-size',
    payloadBytes,
    isTooSmall: true,
  })),
  line`Mailbox payload sized ${INT}`.says((payloadBytes) => ({
    kind: 'mailbox-size',
    payloadBytes,
    isTooSmall: false,
  })),
  line`Mailbox interrupts enabled`.says(() => ({ kind: 'mailbox-interrupts-enabled' })),
  line`Opcode ${HEX} ${oneOf('enabled', 'unsupported by driver')}`.says((opcode, state) => ({
    kind: 'opcode-supported',
    opcode,
    isKnownToDriver: state === 'enabled',
  })),
  line`Found LOG type ${TAG} of size ${INT}`.says((uuid, sizeBytes) => ({ kind: 'log-supported', uuid, sizeBytes })),
  line`Query IOCTL`.says(() => ({ kind: 'user-request', what: 'query' })),
  line`Send IOCTL`.says(() => ({ kind: 'user-request', what: 'send' })),
  line`raw command path used`.says(() => ({ kind: 'raw-command-used' })),
  // The kernel prints three lines at once; kmsg has them as one.
  line`Submitting ${TEXT} command for user opcode: ${BARE_HEX} size: ${BARE_HEX}`.says(
    (command, opcode, requestLengthBytes) => ({
      kind: 'user-command',
      command: command === '(null)' ? null : command,
      opcode,
      requestLengthBytes,
    }),
  ),
  line`Submitting ${TEXT} command for user`.says((command) => ({
    kind: 'user-command',
    command: command === '(null)' ? null : command,
    opcode: null,
    requestLengthBytes: null,
  })),
  line`${WORD}: ${INT} callbacks suppressed`.says((name, count) => ({
    kind: 'lines-suppressed',
    function: name,
    count,
  })),
  line`poison ${oneOf('inject', 'clear')} dpa:${ADDRESS} region: ${TEXT}`.says((action, dpa, region) => ({
    kind: 'poison-request',
    action,
    dpa,
    region,
  })),
  line`dpa:${ADDRESS} not in resource:${TEXT}`.says((dpa) => ({
    kind: 'poison-address-refused',
    dpa,
    why: 'outside the static capacity',
  })),
  line`dpa:${ADDRESS} is not 64-byte aligned`.says((dpa) => ({
    kind: 'poison-address-refused',
    dpa,
    why: 'not aligned to 64 bytes',
  })),
  line`Max Error Records reached: ${INT}`.says((records) => ({
    kind: 'poison-list-end',
    why: 'as many records as the device may hold',
    records,
  })),
  line`Poison empty payload!`.says(() => ({
    kind: 'poison-list-end',
    why: 'an answer without records',
    records: null,
  })),
  line`Activating firmware slot: ${INT}`.says((slot) => ({ kind: 'firmware-activation', slot })),
];
