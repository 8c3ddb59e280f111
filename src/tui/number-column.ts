/** So many numbers are put away together. */
const PAGE = 1 << 14;
const UINT32_END = 2 ** 32;

/** A full page: numbers above a base, or the base alone where each is `step` more than the one before. */
interface Page {
  readonly base: number;
  readonly step: number;
  readonly above: Float64Array | Uint32Array | null;
}

/**
 * A list of numbers that grows by millions without ever being copied. Over whole pages sequence
 * numbers run on by one, files stay the same, and times are near each other, so that a number takes 0, 4 or 8 bytes.
 */
export class NumberColumn {
  length = 0;
  private readonly pages: Page[] = [];
  private open = new Float64Array(PAGE);

  push(value: number): void {
    const place = this.length++ % PAGE;
    this.open[place] = value;
    if (place === PAGE - 1) this.pages.push(packed(this.open));
  }

  /** NaN where there is none. */
  at(index: number): number {
    if (index < 0 || index >= this.length) return Number.NaN;
    const page = this.pages[Math.floor(index / PAGE)];
    const place = index % PAGE;
    if (page === undefined) return this.open[place] as number;
    return page.base + (page.above === null ? place * page.step : (page.above[place] as number));
  }

  /** The last place whose number is not above one that is looked for, of numbers that rise; 0 where all are. */
  lastNotAbove(wanted: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle) <= wanted) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

function packed(values: Float64Array): Page {
  const first = values[0] as number;
  const step = (values[1] as number) - first;
  const isEven = (step === 0 || step === 1) && values.every((value, place) => value === first + place * step);
  if (isEven) return { base: first, step, above: null };
  const base = values.reduce((least, value) => Math.min(least, value), first);
  const isNear = values.every((value) => Number.isSafeInteger(value) && value - base < UINT32_END);
  return isNear
    ? { base, step, above: Uint32Array.from(values, (value) => value - base) }
    : { base: 0, step, above: values.slice() };
}
