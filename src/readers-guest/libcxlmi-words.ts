/** Lines that only libcxlmi, its examples and its tests print. */
const OWN: readonly RegExp[] = [
  /^libcxlmi: /,
  /^0x56[0-9a-f]{2}: FMAPI /i,
  /^# of total extents/,
  /^extent\[\d+\] : \[[0-9a-f]+, [0-9a-f]+\]$/i,
  /^Send response to device for accepting \d+ extents$/,
  /^Notify device to release \d+ extents$/,
  /^Offer \d+: \[\d+MB-\d+MB\]$/,
  /^(?:Payload length not matching expected part of full message|Unexpected (?:fixed|minimum) length of response)/,
  /^(?:Too short to read error code|Message not a response|Response to wrong command|Reply has wrong tag)/,
  /^(?:Error code in response: \d+|(?:Failed to send|Timeout) on MCTP socket|[12] Level tunnel)/,
];

/** Lines of theirs that others may print too: they count where one of the others stands. */
const BESIDE: readonly RegExp[] = [
  /^(?:scanning dbus\.\.\.|found \d+ endpoint\(s\)|ep \d+:\d+)$/,
  /^(?:Host Id|Starting Extent Index|Number of Extents Returned|Total Extents|Extent List Generation Number): /,
  /^(?:Extent \d+ Info:|Start DPA: |Length: |Num of |generation number\b)/,
  /^(?:ioctl failed -?\d+|\[(?:PASS|SKIP|FAIL)\] )/,
];

const matches = (patterns: readonly RegExp[], text: string): boolean => patterns.some((pattern) => pattern.test(text));

/** How much of a text is libcxlmi's: `most` and `some` where a line shows that it was at work. */
export function shareOfLibcxlmi(text: string): 'most' | 'some' | 'none' {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (!lines.some((line) => matches(OWN, line.trim()))) return 'none';
  return lines.filter(isLibcxlmi).length * 2 > lines.length ? 'most' : 'some';
}

/** Whether a line is one of libcxlmi's, in a log where it is at work. */
export const isLibcxlmi = (line: string): boolean => matches(OWN, line.trim()) || matches(BESIDE, line.trim());
