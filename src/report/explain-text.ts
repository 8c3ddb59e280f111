import { type SpecRef, specText } from '../base/spec.js';
import { causeText } from '../divergence/cause.js';
import { type Basis, basesOf, type DivergenceKind, type Severity, watchesOf } from '../divergence/divergence.js';
import { SEVERITIES } from '../divergence/severity.js';
import { definitions } from './definitions.js';
import type { TextOptions } from './replay-text.js';
import { wrap } from './wrap.js';

type PageOptions = Pick<TextOptions, 'paint' | 'width'>;

/** How bad a kind's findings are on each basis. */
function severities(kind: DivergenceKind): readonly { readonly basis: Basis; readonly severity: Severity }[] {
  const declared = watchesOf(kind).map(({ severity }) => severity);
  return basesOf(kind).flatMap((basis) =>
    (basis === 'rule' ? SEVERITIES.filter((severity) => declared.includes(severity)) : ['error' as const]).map(
      (severity) => ({ basis, severity }),
    ),
  );
}

/** `error (replay), error or warning (rule)`: the rules of a kind may differ in how bad what they find is. */
export const severityText = (kind: DivergenceKind): string =>
  basesOf(kind)
    .map((basis) => {
      const own = severities(kind).filter((one) => one.basis === basis);
      return `${own.map(({ severity }) => severity).join(' or ')} (${basis})`;
    })
    .join(', ');

/** A section with its title, as the page prints it. */
export const sectionText = (spec: SpecRef): string => `${specText(spec)} ${spec.title}`;

/** The page of one code. */
export function explainText(kind: DivergenceKind, { paint, width }: PageOptions): string {
  const list = (title: string, items: readonly string[]) =>
    items.length === 0
      ? []
      : ['', paint.strong(title), ...items.map((item) => wrap(`- ${item}`, width, '  ').replace(/\n {2}/g, '\n    '))];
  return [
    `${paint.strong(kind.code)}  ${paint.faint(severityText(kind))}`,
    wrap(kind.title, width, ''),
    '',
    paint.strong('Fires'),
    wrap(kind.fires, width, '  '),
    '',
    paint.strong('What it means'),
    wrap(kind.explanation, width, '  '),
    ...list('Likely causes', kind.causes.map(causeText)),
    ...list('Look at', kind.lookAt),
    ...list('Specification', kind.spec.map(sectionText)),
    ...list('Seen in', kind.reports),
  ].join('\n');
}

/** All codes with their titles and how bad they are. */
export const kindsText = (kinds: readonly DivergenceKind[], { width }: PageOptions): string =>
  definitions(
    kinds.map((kind) => [kind.code, `${kind.title} · ${severityText(kind)}`]),
    width,
  );

/** A code as data. */
export const explainJson = (kind: DivergenceKind): object => ({
  code: kind.code,
  title: kind.title,
  severities: severities(kind),
  fires: kind.fires,
  explanation: kind.explanation,
  causes: kind.causes.map(causeText),
  lookAt: kind.lookAt,
  spec: kind.spec.map(specText),
  reports: kind.reports,
});
