import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functionsOf } from './functions.js';
import { filesMatching, repositoryPaths, type SourceFile } from './sources.js';

const FILE_LINES_MAX = 300;
const MEDIAN_LINES_MAX = 80;
const FUNCTION_LINES_MAX = 70;

const CODE = /^(src|test|scripts)\/.*\.(ts|tsx|mjs)$/;
const code = filesMatching(CODE);
const source = code.filter(({ path }) => path.startsWith('src/'));

/** Spelled in two parts, so that this file does not find itself. */
const LEFT_FOR_LATER = new RegExp(`\\b(${'TO'}${'DO'}|${'FIX'}${'ME'}|${'X'}${'XX'})\\b`);

/** What the source must not say, where it may, and what to do instead. */
const BANNED: readonly { readonly pattern: RegExp; readonly except: RegExp; readonly instead: string }[] = [
  {
    pattern: /\bDate\.now\(|\bnew Date\(|\bperformance\.now\(|\bprocess\.hrtime\b/,
    except: /^src\/(cli|tui)\//,
    instead: 'take the time from the trace or as an argument',
  },
  { pattern: /\bMath\.random\(|\brandomUUID\(/, except: /^$/, instead: 'take a seed or the value as an argument' },
  { pattern: /\bconsole\./, except: /^src\/(cli|tui)\//, instead: 'return a value and let cli/ print it' },
  { pattern: /\bprocess\.(env|argv|exit|std)/, except: /^src\/(cli|tui)\//, instead: 'take it as an argument' },
  { pattern: /^export default\b|\bas default\b/, except: /^$/, instead: 'export the thing under its own name' },
  { pattern: /from '(\.\.\/){2}/, except: /^$/, instead: 'folders are one level deep: move the file' },
  { pattern: /^\s*(export )?(const )?enum\b/, except: /^$/, instead: 'use a union of strings or an `as const` object' },
  { pattern: /@ts-(ignore|expect-error|nocheck)/, except: /^$/, instead: 'correct the type' },
];

const isComment = (line: string): boolean => /^\s*(\/\/|\/\*|\*)/.test(line);

/** `path:line: what` for every line that matches. */
const linesThat = (files: readonly SourceFile[], pattern: RegExp, withComments = false): readonly string[] =>
  files.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) =>
      pattern.test(line) && (withComments || !isComment(line))
        ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`]
        : [],
    ),
  );

describe('the source is tidy', () => {
  it(`has no file of more than ${FILE_LINES_MAX} lines`, () => {
    const long = code.filter(({ lines }) => lines.length > FILE_LINES_MAX);
    expect(
      long.map(({ path, lines }) => `${path} has ${lines.length} lines`),
      'a file is one thing: give its second thing a file of its own',
    ).toEqual([]);
  });

  it(`has files of ${MEDIAN_LINES_MAX} lines in the median at most`, () => {
    const lengths = source.map(({ lines }) => lines.length).sort((left, right) => left - right);
    expect(lengths[lengths.length >> 1], 'files have grown: look for those that hold two things').toBeLessThanOrEqual(
      MEDIAN_LINES_MAX,
    );
  });

  it(`has no function of more than ${FUNCTION_LINES_MAX} lines`, () => {
    const long = code
      .filter(({ path }) => !path.endsWith('.test.ts'))
      .flatMap((file) => functionsOf(file).map((each) => ({ ...each, path: file.path })))
      .filter(({ lines }) => lines > FUNCTION_LINES_MAX);
    expect(
      long.map(({ path, line, name, lines }) => `${path}:${line}: ${name} has ${lines} lines`),
      'pull the inner steps out into functions that say what they do',
    ).toEqual([]);
  });

  it.each(BANNED)('says nothing that matches $pattern', ({ pattern, except, instead }) => {
    const searched = source.filter(({ path }) => !except.test(path));
    expect(linesThat(searched, pattern), `instead: ${instead}`).toEqual([]);
  });

  it('leaves nothing for later', () => {
    expect(linesThat(code, LEFT_FOR_LATER, true), 'do it now, or open an issue and delete the line').toEqual([]);
  });

  it('names only files that are there', () => {
    const mention = /(?<![\w./-])(?:src\/)?([a-z-]+\/[a-z0-9.-]+\.ts)\b/g;
    const gone = code.flatMap(({ path, lines }) =>
      lines.flatMap((line, index) =>
        /\bfrom '|\bimport\(/.test(line)
          ? []
          : [...line.matchAll(mention)].flatMap(([, named = '']) =>
              ['src', 'test', '.'].some((folder) => repositoryPaths.includes(`${folder}/${named}`.replace(/^\.\//, '')))
                ? []
                : [`${path}:${index + 1}: ${named}`],
            ),
      ),
    );
    expect(gone, 'say where it stands now').toEqual([]);
  });

  it('skips and focuses no test', () => {
    const tests = code.filter(({ path }) => path.startsWith('test/'));
    const pattern = /\b(it|test|describe)\.(skip|only|todo|fails)\(/;
    expect(linesThat(tests, pattern), 'let the test run, or delete it').toEqual([]);
  });

  it('has kebab-case file names', () => {
    const names = repositoryPaths.filter((path) => /^(src|test|scripts|traces|schemas)\//.test(path));
    const odd = names.filter((path) => !/^(README\.md|[a-z0-9]+([.-][a-z0-9]+)*)$/.test(basename(path)));
    expect(odd, 'rename to lower case with hyphens, after the main thing in the file').toEqual([]);
  });

  it('names no path of one machine', () => {
    const anywhere = filesMatching(
      /^(?!package-lock\.json$).*\.(ts|tsx|mjs|cjs|json|md|ya?ml|ndjson|html|txt)$|^\.ci\//,
    );
    const pattern = /(^|[\s"'`(=:])\/(work|farm|root|home|tmp)\/[A-Za-z0-9_.-]/;
    expect(linesThat(anywhere, pattern, true), 'use a path relative to the repository, or os.tmpdir()').toEqual([]);
  });
});
