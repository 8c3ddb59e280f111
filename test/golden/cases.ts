import { readFileSync, writeFileSync } from 'node:fs';

/** One case of a golden file: a title, an input block, and the block that is expected of it. */
export interface GoldenCase {
  readonly title: string;
  readonly input: string;
  readonly expected: string;
}

const CASE =
  /^## (?<title>.+)\n(?<words>(?:(?!^## |^```).*\n)*)^```(?:\w+)\n(?<input>[\s\S]*?)^```\n(?<between>(?:(?!^## |^```).*\n)*)^```text\n(?<expected>[\s\S]*?)^```$/gm;

/** The cases of a Markdown file: below each heading a fenced input and a fenced `text` block with what is expected. */
export function goldenCases(file: string): readonly GoldenCase[] {
  return [...readFileSync(file, 'utf8').matchAll(CASE)].map(({ groups }) => ({
    title: groups?.['title'] ?? '',
    input: groups?.['input'] ?? '',
    expected: groups?.['expected'] ?? '',
  }));
}

/** Writes what `actual` gives for each input, by title where it matters, into the file's expected blocks. */
export function rewriteGolden(file: string, actual: (input: string, title: string) => string): void {
  const text = readFileSync(file, 'utf8');
  const rewritten = text.replace(CASE, (whole, ...rest) => {
    const groups = rest.at(-1) as Record<string, string>;
    const block = '```text\n';
    return `${whole.slice(0, whole.lastIndexOf(block) + block.length)}${actual(groups['input'] ?? '', groups['title'] ?? '')}\`\`\``;
  });
  if (rewritten !== text) writeFileSync(file, rewritten);
}
