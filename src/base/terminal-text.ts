/** Control sequences of terminals: colours, cursor moves, window titles. */
const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is looked for
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]/g;

/** What a terminal would have shown of a line: without colours and other control sequences. */
export const shownText = (line: string): string => (line.includes('\u001b') ? line.replace(CONTROL, '') : line);
