/** Values by stretches of a number line; a later entry takes over the stretch that it covers. */
export class IntervalMap<T> {
  // Sorted, without overlap: the stretch at an index is [starts, ends).
  private starts: bigint[] = [];
  private ends: bigint[] = [];
  private values: T[] = [];

  get size(): number {
    return this.values.length;
  }

  set(start: bigint, end: bigint, value: T): void {
    if (end <= start) return;
    const first = this.firstEndingAfter(start);
    let last = first;
    while (last < this.values.length && (this.starts[last] as bigint) < end) last++;
    if (last === first + 1 && this.starts[first] === start && this.ends[first] === end) {
      this.values[first] = value;
      return;
    }
    const starts = [start];
    const ends = [end];
    const values = [value];
    if (last > first) {
      const [headStart, headValue] = [this.starts[first] as bigint, this.values[first] as T];
      const [tailEnd, tailValue] = [this.ends[last - 1] as bigint, this.values[last - 1] as T];
      if (headStart < start) {
        starts.unshift(headStart);
        ends.unshift(start);
        values.unshift(headValue);
      }
      if (tailEnd > end) {
        starts.push(end);
        ends.push(tailEnd);
        values.push(tailValue);
      }
    }
    this.starts.splice(first, last - first, ...starts);
    this.ends.splice(first, last - first, ...ends);
    this.values.splice(first, last - first, ...values);
  }

  /** The values of all stretches that share a number with [start, end), in order. */
  within(start: bigint, end: bigint): readonly T[] {
    if (end <= start) return [];
    const first = this.firstEndingAfter(start);
    let last = first;
    while (last < this.values.length && (this.starts[last] as bigint) < end) last++;
    return this.values.slice(first, last);
  }

  private firstEndingAfter(start: bigint): number {
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] as bigint) <= start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
