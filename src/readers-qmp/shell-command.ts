/** A command line of a shell, as far as it concerns a QMP conversation. */
export interface ShellCommand {
  /** It talks to a socket: nc, ncat, socat, telnet. */
  readonly isClient: boolean;
  /** Files whose content it prints or sends. */
  readonly files: readonly string[];
  /** Requests that stand in the command line itself. */
  readonly inline: readonly string[];
  /** The line that ends a here-document. */
  readonly hereEnd: string | null;
}

const CLIENT = /(?:^|[\s|;(&/])(?:socat|nc|ncat|netcat|telnet|nc\.openbsd|nc\.traditional|qmp-shell)(?=\s|$)/;

/** A prompt with what follows it: `$ `, `# `, `user@host:~$ `, `[root@host dir]# `; no line of JSON begins so. */
const PROMPT =
  /^(?:\([\w.-]+\) )?(?:\[[^\]{}"']*\]|[^\s"'{}[\](),:]+[:@][^\s"'{}[\]]*(?: [~/][^\s"'{}[\]]*)?|[~/][^\s"'{}[\]]*|[a-z]*(?:sh)?(?:-[\d.]+)?)[$#%](?:\s+(.*))?$/;

/** The command after a shell's prompt; empty for a bare prompt, null where there is no prompt. */
export function promptedCommand(line: string): string | null {
  const match = PROMPT.exec(line);
  return match === null ? null : (match[1] ?? '').trim();
}

export interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Reads a command line; null where a quote is still open, so that it goes on in the next line. */
export function shellCommand(text: string): ShellCommand | null {
  const words = shellWords(text);
  if (words === null) return null;
  const files: string[] = [];
  const inline: string[] = [];
  let isFile = false;
  for (const { text: word, isQuoted } of words) {
    if (isQuoted && /["']?(?:execute|exec-oob)["']?\s*:/.test(word)) inline.push(unescaped(word));
    else if (isOperator(word)) isFile = word === '<';
    else if (word === 'cat') isFile = true;
    else if (isFile && !word.startsWith('-')) files.push(word);
  }
  const bare = words.map(({ text: word, isQuoted }) => (isQuoted ? '""' : word)).join(' ');
  return {
    isClient: CLIENT.test(bare),
    files,
    inline,
    hereEnd: /<<-?\s*\\?["']?(\w+)/.exec(text)?.[1] ?? null,
  };
}

const isOperator = (word: string): boolean => /^[|&;()<>]+$/.test(word);

/** `printf` and `echo -e` write a line end as two characters. */
const unescaped = (word: string): string => word.replaceAll('\\n', '\n').replaceAll('\\"', '"');

const PART = /\s+|([|&;()<>]+)|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s|&;()<>'"\\]+)/y;

/** The words of a command line, operators as words of their own; null where a quote is still open. */
export function shellWords(text: string): readonly Word[] | null {
  const words: Word[] = [];
  let word: { text: string; isQuoted: boolean } | null = null;
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const match = PART.exec(text);
    // An open quote, or a backslash at the very end: the line goes on.
    if (match === null) return null;
    const [, operator, single, double, escaped, plain] = match;
    const piece = single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain;
    if (piece === undefined) {
      if (word !== null) words.push(word);
      word = null;
      if (operator !== undefined) words.push({ text: operator, isQuoted: false });
    } else {
      word ??= { text: '', isQuoted: false };
      word.text += piece;
      word.isQuoted ||= single !== undefined || double !== undefined;
    }
  }
  if (word !== null) words.push(word);
  return words;
}
