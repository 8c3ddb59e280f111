import { endsPath } from '../device/qom-path.js';
import type { Comparison } from '../replay/comparison.js';
import type { Machine, PlayedRecord } from '../replay/machine.js';

/** The device of an expectation among those of its trace: by its path or the end of it, the first where none is named. */
export function chooseDevice(
  { states }: Machine,
  named: string | undefined,
): { readonly index: number } | { readonly fault: string } {
  if (named === undefined) return { index: 0 };
  const paths = states.map(({ device }) => device.config.qomPath);
  const found = paths.flatMap((path, index) => (endsPath(path, named) ? [index] : []));
  const [index] = found;
  if (index !== undefined && found.length === 1) return { index };
  const which = found.length === 0 ? 'no device' : 'more than one device';
  return { fault: `${which} has a path that ends with ${named}; there are ${paths.join(', ')}` };
}

/** The last record that the devices acted on: any of them, and each by itself. */
export class LastSteps {
  private any: Comparison | null = null;
  private readonly each = new Map<number, Comparison>();

  note({ comparison, device, machine }: PlayedRecord): void {
    if (comparison.output === null) return;
    this.any = comparison;
    if (machine.states.length < 2) return;
    // What concerned all of them is told as one of them answered it.
    for (const index of device === null ? machine.states.keys() : [device]) this.each.set(index, comparison);
  }

  /** Of the device with this index; of any where it is null. */
  of(index: number | null): Comparison | null {
    return index === null || this.each.size === 0 ? this.any : (this.each.get(index) ?? null);
  }
}
