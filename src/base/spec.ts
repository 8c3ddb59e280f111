/** Where a fact is written: printed beside findings and checked by tests. */
export interface SpecRef {
  readonly document: string;
  readonly section: string;
  readonly title: string;
}

/** A section of the CXL specification, revision 3.1. */
export const cxl31 = (section: string, title: string): SpecRef => ({
  document: 'CXL 3.1',
  section,
  title,
});

/** `CXL 3.1 §8.2.9.9.9.3` */
export const specText = (spec: SpecRef): string => `${spec.document} §${spec.section}`;
