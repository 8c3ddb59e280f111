/** Mailbox return codes by the names of CXL 3.1 Table 8-34, as far as a device of today knows them. */
export const RETURN_CODES = {
  SUCCESS: 0x00,
  BACKGROUND_COMMAND_STARTED: 0x01,
  INVALID_INPUT: 0x02,
  UNSUPPORTED: 0x03,
  INTERNAL_ERROR: 0x04,
  RETRY_REQUIRED: 0x05,
  BUSY: 0x06,
  MEDIA_DISABLED: 0x07,
  FW_TRANSFER_IN_PROGRESS: 0x08,
  FW_TRANSFER_OUT_OF_ORDER: 0x09,
  FW_VERIFICATION_FAILED: 0x0a,
  INVALID_SLOT: 0x0b,
  ACTIVATION_FAILED_FW_ROLLED_BACK: 0x0c,
  ACTIVATION_FAILED_COLD_RESET_REQUIRED: 0x0d,
  INVALID_HANDLE: 0x0e,
  INVALID_PHYSICAL_ADDRESS: 0x0f,
  INJECT_POISON_LIMIT_REACHED: 0x10,
  PERMANENT_MEDIA_FAILURE: 0x11,
  ABORTED: 0x12,
  INVALID_SECURITY_STATE: 0x13,
  INCORRECT_PASSPHRASE: 0x14,
  UNSUPPORTED_MAILBOX_OR_CCI: 0x15,
  INVALID_PAYLOAD_LENGTH: 0x16,
  INVALID_LOG: 0x17,
  INTERRUPTED: 0x18,
  UNSUPPORTED_FEATURE_VERSION: 0x19,
  UNSUPPORTED_FEATURE_SELECTION_VALUE: 0x1a,
  FEATURE_TRANSFER_IN_PROGRESS: 0x1b,
  FEATURE_TRANSFER_OUT_OF_ORDER: 0x1c,
  RESOURCES_EXHAUSTED: 0x1d,
  INVALID_EXTENT_LIST: 0x1e,
  TRANSFER_OUT_OF_ORDER: 0x1f,
  REQUEST_ABORT_NOT_SUPPORTED: 0x20,
} as const;

export type ReturnCodeName = keyof typeof RETURN_CODES;

const NAMES = new Map<number, string>(Object.entries(RETURN_CODES).map(([name, code]) => [code, name]));

/** The code's name, or null for one that no revision read here defines. */
export const returnCodeName = (code: number): string | null => NAMES.get(code) ?? null;

/** `INVALID_PHYSICAL_ADDRESS (0fh)`, or `7fh` for an unknown code. */
export function returnCodeText(code: number): string {
  const hex = `${code.toString(16).padStart(2, '0')}h`;
  const name = returnCodeName(code);
  return name === null ? hex : `${name} (${hex})`;
}

/** The names as written traces spell them: `success`, `invalid-physical-address`. */
export const RETURN_CODE_KEYS: ReadonlyMap<string, number> = new Map(
  Object.entries(RETURN_CODES).map(([name, code]) => [name.toLowerCase().replaceAll('_', '-'), code]),
);
