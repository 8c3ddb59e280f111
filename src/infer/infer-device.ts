import { sizeText } from '../base/units.js';
import { CAPACITY_UNIT_BYTES } from '../device/config.js';
import { implemented } from '../device/effects-log.js';
import type { Profile } from '../device/profile.js';
import { initialState } from '../device/state.js';
import type { TraceEvent } from '../trace/events.js';
import { DEFAULT_DEVICE, type DeviceDescription, type Inference } from '../trace/header.js';
import { type DeviceEvidence, evidenceOf, type Says } from './device-evidence.js';
import { isShownLazy } from './lazy-signs.js';
import { seenRegions } from './seen-regions.js';

/** A device as its records show it, with the line that shows each of its facts; `unknown` names what none shows. */
export interface InferredDevice {
  readonly device: DeviceDescription;
  readonly inferred: readonly Inference[];
}

/** Whether the trace says nothing of the device's sizes: a device without any cannot be made. */
export const isUndescribed = (device: DeviceDescription): boolean =>
  device.volatileBytes === 0n &&
  device.persistentBytes === 0n &&
  device.dynamicCapacityBytes === 0n &&
  device.dynamicCapacityRegions === 0;

/** What the records that concern a device tell of it. */
export function inferDevice(
  device: DeviceDescription,
  events: readonly TraceEvent[],
  profile: Profile | null,
): InferredDevice {
  const clues = new Clues([...events.flatMap(evidenceOf), ...seenRegions(events)]);
  const regions = regionCount(clues, profile);
  const lengthBytes = regions.value === 0n ? 0n : regionLength(clues, regions.value);
  const firstBase = regions.value === 0n ? null : regionBase(clues, lengthBytes);
  const parts = staticParts(clues, firstBase);
  const lsa = clues.first('lsaBytes') ?? clues.most('lsaAtLeast');
  const serial = clues.first('serialNumber');
  const path = clues.path();
  const found: DeviceDescription = {
    ...device,
    qomPath: path?.value ?? device.qomPath,
    serialNumber: serial?.value ?? device.serialNumber,
    volatileBytes: parts.volatileBytes,
    persistentBytes: parts.persistentBytes,
    lsaBytes: lsa?.value ?? 0n,
    dynamicCapacityRegions: Number(regions.value),
    dynamicCapacityBytes: lengthBytes * regions.value,
    lazyBackends: device.lazyBackends || isShownLazy(events, profile),
  };
  const lines: Readonly<Record<string, number | null>> = {
    qomPath: path?.line ?? null,
    serialNumber: serial?.line ?? null,
    volatileBytes: parts.line,
    persistentBytes: parts.line,
    lsaBytes: lsa?.line ?? null,
    dynamicCapacityRegions: regions.line,
    dynamicCapacityBytes: regions.value === 0n ? regions.line : clues.lineOf('region', 'dynamicTotal', 'regionAtLeast'),
  };
  return { device: found, inferred: INFERRED.map((what) => inference(what, found[what], lines[what] ?? null)) };
}

const INFERRED = [
  'qomPath',
  'serialNumber',
  'volatileBytes',
  'persistentBytes',
  'lsaBytes',
  'dynamicCapacityRegions',
  'dynamicCapacityBytes',
] as const;

/** A fact with its line; what no line shows is said to be taken for granted. */
const inference = (
  what: string,
  value: DeviceDescription[(typeof INFERRED)[number]],
  line: number | null,
): Inference => ({
  what: `device.${what}`,
  value: line === null ? `not shown; taken as ${assumedText(what, value)}` : value,
  line,
});

/** Sizes in their unit, serial numbers in hex. */
function assumedText(what: string, value: DeviceDescription[(typeof INFERRED)[number]]): string {
  if (typeof value !== 'bigint') return String(value);
  return what.endsWith('Bytes') ? sizeText(value) : `0x${value.toString(16)}`;
}

interface Found<Value> {
  readonly value: Value;
  readonly line: number | null;
}

type Sized = Extract<Says, { readonly value: bigint }>['what'];

/** The evidence, asked by what it is about. */
class Clues {
  constructor(private readonly all: readonly DeviceEvidence[]) {}

  first(what: Sized): Found<bigint> | undefined {
    return this.values(what)[0];
  }

  most(what: Sized): Found<bigint> | undefined {
    return this.values(what).reduce<Found<bigint> | undefined>(
      (best, one) => (best === undefined || one.value > best.value ? one : best),
      undefined,
    );
  }

  least(what: Sized): Found<bigint> | undefined {
    return this.values(what).reduce<Found<bigint> | undefined>(
      (best, one) => (best === undefined || one.value < best.value ? one : best),
      undefined,
    );
  }

  /** Regions that a configuration or an extent showed: by index, where they begin and how long they are. */
  regions(): readonly Extract<Says, { readonly what: 'region' }>[] {
    return this.all.flatMap(({ says }) => (says.what === 'region' ? [says] : []));
  }

  /** The QOM path that leads to the device: a whole one rather than its end. */
  path(): Found<string> | null {
    const paths = this.all.flatMap(({ says, line }) => (says.what === 'path' ? [{ value: says.path, line }] : []));
    const named = paths.filter(({ value }) => value !== '' && value !== '/');
    const found = named.find(({ value }) => value.startsWith('/')) ?? named[0];
    if (found === undefined) return null;
    const isWhole = found.value.startsWith('/');
    const parent = found.value.includes('/') ? '/machine/' : '/machine/peripheral/';
    return { value: isWhole ? found.value : `${parent}${found.value}`, line: found.line };
  }

  lineOf(...whats: readonly Says['what'][]): number | null {
    return this.all.find(({ says }) => whats.includes(says.what))?.line ?? null;
  }

  private values(what: Sized): readonly Found<bigint>[] {
    return this.all.flatMap(({ says, line }) => (says.what === what ? [{ value: says.value, line }] : []));
  }
}

function regionCount(clues: Clues, profile: Profile | null): Found<bigint> {
  const told = clues.first('regions');
  if (told !== undefined) return told;
  const least = clues.most('regionsAtLeast');
  const most = clues.least('regionsAtMost');
  return least ?? most ?? countByLogSize(clues, profile) ?? { value: 0n, line: null };
}

/** The effects log is longer where the device has the commands of regions. */
function countByLogSize(clues: Clues, profile: Profile | null): Found<bigint> | undefined {
  const size = clues.first('effectsLogBytes');
  if (size === undefined || profile === null) return undefined;
  const { mailboxAddress: _address, ...config } = DEFAULT_DEVICE;
  const state = initialState({ ...config, dynamicCapacityRegions: 1 });
  const isLong = BigInt(4 * implemented(profile, state, 'primary').length) === size.value;
  return { value: isLong ? 1n : 0n, line: size.line };
}

/** Each region's length: told, else by where two regions begin, else by what was offered and refused in them. */
function regionLength(clues: Clues, count: bigint): bigint {
  const known = clues.regions();
  const told = known.find(({ lengthBytes }) => lengthBytes > 0n)?.lengthBytes;
  if (told !== undefined) return told;
  const total = clues.first('dynamicTotal')?.value;
  if (total !== undefined) return total / count;
  const [one] = known;
  const other = known.find(({ index }) => one !== undefined && index !== one.index);
  if (one !== undefined && other !== undefined) return (other.baseDpa - one.baseDpa) / BigInt(other.index - one.index);
  const used = clues.most('regionAtLeast')?.value ?? 0n;
  const units = used / CAPACITY_UNIT_BYTES + (used % CAPACITY_UNIT_BYTES === 0n ? 0n : 1n);
  const roomy = (units > 0n ? units : 1n) * CAPACITY_UNIT_BYTES;
  const below = clues.least('regionBelow')?.value;
  if (below === undefined) return roomy > ROOMY_BYTES ? roomy : ROOMY_BYTES;
  return roomy < below ? largestBelow(below, roomy) : used;
}

/** Where nothing bounds a region it is taken to be so long. */
const ROOMY_BYTES = 4n * CAPACITY_UNIT_BYTES;

/** The largest whole power of two of capacity units below a bound, as people size regions; at least `atLeast`. */
function largestBelow(below: bigint, atLeast: bigint): bigint {
  let size = CAPACITY_UNIT_BYTES;
  while (size * 2n < below) size *= 2n;
  return size >= atLeast && size < below ? size : atLeast;
}

/** Where the first region begins; null where no extent was seen. */
function regionBase(clues: Clues, lengthBytes: bigint): bigint | null {
  const [region] = clues.regions();
  return region === undefined ? null : region.baseDpa - BigInt(region.index) * lengthBytes;
}

interface StaticParts {
  readonly volatileBytes: bigint;
  readonly persistentBytes: bigint;
  readonly line: number | null;
}

/** Volatile and persistent capacity: told, else what lies before the first region. */
function staticParts(clues: Clues, firstBase: bigint | null): StaticParts {
  const volatileBytes = clues.first('volatileBytes');
  const persistentBytes = clues.first('persistentBytes');
  if (volatileBytes !== undefined && persistentBytes !== undefined)
    return { volatileBytes: volatileBytes.value, persistentBytes: persistentBytes.value, line: volatileBytes.line };
  const before = firstBase !== null && firstBase > 0n ? firstBase : firstBase === 0n ? 0n : 2n * CAPACITY_UNIT_BYTES;
  const line = firstBase === null ? null : clues.lineOf('region');
  const hasTwo = clues.first('staticParts')?.value === 2n || firstBase === null;
  return hasTwo
    ? { volatileBytes: before / 2n, persistentBytes: before / 2n, line }
    : { volatileBytes: before, persistentBytes: 0n, line };
}
