import { inferredValue } from '../report/inferred-value.js';
import { issueText } from './empty-view.js';
import { type Model, sourceOf, trackOf } from './model.js';
import type { Tone } from './text.js';

/** Something that is worth knowing before one trusts what is shown. */
interface Told {
  readonly text: string;
  readonly tone: Tone;
  /** Where one goes from here; null where it has no place. */
  readonly line: number | null;
}

/** What could not be read, and what the trace does not say of itself and was taken for granted. */
export function toldOf(model: Model): readonly Told[] {
  const session = sourceOf(model)?.session;
  const track = trackOf(model);
  if (session === undefined || track === null) return [];
  const inferred = track.result?.inferred ?? session.head?.inferred ?? [];
  const issues = session.issues.map(
    (issue): Told => ({ text: issueText(issue), tone: 'warning', line: issue.line > 0 ? issue.line : null }),
  );
  const more = session.issueCount - issues.length;
  return [
    ...issues,
    ...(more > 0 ? [{ text: `and ${more} more that could not be read`, tone: 'faint', line: null } as const] : []),
    ...inferred.map(
      ({ what, value, line }): Told => ({
        text: `taken for granted: ${what} = ${inferredValue(what, value)}${line === null ? '' : ` (line ${line})`}`,
        tone: 'note',
        line,
      }),
    ),
  ];
}
