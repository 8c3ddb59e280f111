/**
 * How the Linux driver and libcxlmi word return codes, by code. Kernels before the feature commands end at 18h; codes
 * beyond the table have no words, and the kernel then prints whatever lies behind it.
 */
const WORDS: readonly string[] = [
  '',
  'background cmd started successfully',
  'cmd input was invalid',
  'cmd is not supported',
  'internal device error',
  'temporary error, retry once',
  'ongoing background operation',
  'media access is disabled',
  'one FW package can be transferred at a time',
  'FW package content was transferred out of order',
  'FW package authentication failed',
  'FW slot is not supported for requested operation',
  'rolled back to the previous active FW',
  'FW failed to activate, needs cold reset',
  'one or more Event Record Handles were invalid',
  'physical address specified is invalid',
  'poison injection limit has been reached',
  'permanent issue with the media',
  'background cmd was aborted by device',
  'not valid in the current security state',
  "phrase doesn't match current set passphrase",
  'unsupported on the mailbox it was issued on',
  'invalid payload length',
  'invalid or unsupported log page',
  'asynchronous event occured',
  'unsupported feature version',
  'unsupported feature selection value',
  'feature transfer in progress',
  'feature transfer out of order',
  'resources are exhausted',
  'invalid Extent List',
];

const CODES = new Map(WORDS.map((words, code) => [words, code]));

/** The return code that the driver's words name; null for words that are in no table. */
export const returnCodeOfWords = (words: string): number | null => CODES.get(words.trim()) ?? null;
