/** Where something stands in a source: lines count from 1, columns too; byte offsets from 0. */
export interface Place {
  /** The file, where several make a trace. */
  readonly file?: string;
  readonly line: number;
  readonly column?: number;
  readonly byteOffset?: number;
}

/** What could not be read, or reads oddly: a value, never an exception. `code` is stable and kebab-case. */
export interface Issue extends Place {
  readonly code: IssueCode;
  /** What is wrong, what was expected and what to do, in one or two sentences. */
  readonly message: string;
}

export type IssueCode =
  | 'empty-input'
  | 'binary-input'
  | 'unreadable-file'
  | 'unknown-format'
  | 'unsupported-version'
  | 'missing-device'
  | 'unrecognised-line'
  | 'line-too-long'
  | 'truncated-line'
  | 'invalid-json'
  | 'invalid-field'
  | 'missing-field'
  | 'unknown-kind'
  | 'unknown-name'
  | 'unknown-field'
  | 'sequence-broken'
  | 'missing-request'
  | 'missing-answer'
  | 'older-spelling'
  | 'several-machines'
  | 'yaml-syntax'
  | 'short-payload'
  | 'trailing-bytes'
  | 'reserved-bits-set'
  | 'count-mismatch'
  | 'unknown-profile'
  | 'unknown-device'
  | 'too-many-issues';

/** Turns what a trace says into text that cannot command a terminal: control bytes become visible escapes. */
export function printable(text: string, limit = 200): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is looked for
  return cut.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (char) => {
    const code = char.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
