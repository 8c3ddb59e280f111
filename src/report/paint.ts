/** How text is coloured: by meaning, so that a terminal without colour loses nothing. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly good: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly recorded: (text: string) => string;
  readonly replayed: (text: string) => string;
}

const style = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;
const same = (text: string): string => text;

export const colours: Paint = {
  error: style(31, 39),
  warning: style(33, 39),
  good: style(32, 39),
  faint: style(2, 22),
  strong: style(1, 22),
  recorded: style(33, 39),
  replayed: style(36, 39),
};

export const plainText: Paint = {
  error: same,
  warning: same,
  good: same,
  faint: same,
  strong: same,
  recorded: same,
  replayed: same,
};
