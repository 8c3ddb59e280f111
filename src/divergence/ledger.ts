import { IntervalMap } from '../base/interval-map.js';
import { contains, type DpaRange, overlaps } from '../device/extents.js';
import type { Extent } from '../device/state.js';
import type { TraceEvent } from '../trace/events.js';
import type { RecordPlace } from '../trace/record-place.js';
import type { Told } from './told.js';

/** Something that was said about an offer or a release, for its story. */
export interface Said extends Omit<Told, 'what'> {
  /** In words, which are made when somebody asks: most exchanges are never told of. */
  readonly what: () => string;
}

/** Capacity on its way to the host, or back. */
export interface Exchange extends RecordPlace {
  readonly kind: 'offer' | 'release';
  /** Who asked for it. */
  readonly by: 'QMP' | 'fabric manager';
  /** The extents by address; the tag of each as the operator gave it, whatever the device made of it. */
  readonly extents: readonly AskedExtent[];
  /** The tag that a release names instead of extents; null where it names extents. */
  readonly byTag: string | null;
  /** The pending group that the device made of it; null for a release. */
  readonly group: readonly Extent[] | null;
  /** Where the host first read of it, where it cleared what it read, and where it answered. */
  announced: RecordPlace | null;
  cleared: TraceEvent | null;
  answered: Answered | null;
  /** Where the host answered with a part and said that more follows, and the device waits for the rest. */
  part: RecordPlace | null;
  /** Whether the host named its extents in an answer, which may have been refused. */
  isTried: boolean;
  readonly said: Said[];
}

export interface AskedExtent extends DpaRange {
  readonly tag: string | null;
}

/** How an offer ended. */
export interface Answered extends RecordPlace {
  readonly accepted: readonly DpaRange[];
  /** Whether the answer said that more messages follow. */
  readonly more: boolean;
}

/** How many exchanges are remembered; the oldest that are over go first. */
const REMEMBERED = 256;
const SAID_MAX = 24;

/** Who offered what and who answered, in order: what the rules and the story of a divergence are made from. */
export class Ledger {
  private list: Exchange[] = [];
  /** The latest exchange of each kind by address: there can be thousands, and every record asks. */
  private byAddress = { offer: new IntervalMap<Exchange>(), release: new IntervalMap<Exchange>() };
  /** The last Add Dynamic Capacity Response that was refused, with what it named. */
  refused: (RecordPlace & { readonly extents: readonly DpaRange[] }) | null = null;

  /** Whether any request gave a tag. */
  hasTags = false;

  get exchanges(): readonly Exchange[] {
    return this.list;
  }

  open(exchange: Omit<Exchange, 'announced' | 'cleared' | 'answered' | 'part' | 'isTried' | 'said'>): Exchange {
    if (this.list.length >= REMEMBERED) this.forget();
    // Member by member: a spread costs more than all the rest of the entry.
    const opened: Exchange = {
      seq: exchange.seq,
      line: exchange.line,
      file: exchange.file,
      kind: exchange.kind,
      by: exchange.by,
      extents: exchange.extents,
      byTag: exchange.byTag,
      group: exchange.group,
      announced: null,
      cleared: null,
      answered: null,
      part: null,
      isTried: false,
      said: [],
    };
    this.list.push(opened);
    this.index(opened);
    if (exchange.byTag !== null || exchange.extents.some(({ tag }) => tag !== null)) this.hasTags = true;
    return opened;
  }

  /** The latest exchange of a kind that holds all of a range. */
  holding(kind: Exchange['kind'], range: DpaRange): Exchange | undefined {
    const latest = this.touching(kind, range);
    const holds = (one: Exchange) => one.kind === kind && one.extents.some((extent) => contains(extent, range));
    return latest === undefined || holds(latest) ? latest : this.list.findLast(holds);
  }

  /** The latest exchange of a kind that shares an address with a range. */
  touching(kind: Exchange['kind'], { startDpa, lengthBytes }: DpaRange): Exchange | undefined {
    let latest: Exchange | undefined;
    for (const one of this.byAddress[kind].within(startDpa, startDpa + lengthBytes))
      if (latest === undefined || one.seq > latest.seq) latest = one;
    return latest;
  }

  /** The latest release that names a tag instead of extents. */
  askedByTag(): Exchange | undefined {
    return this.hasTags ? this.list.findLast(({ byTag }) => byTag !== null) : undefined;
  }

  ofGroup(group: readonly Extent[]): Exchange | undefined {
    return this.list.findLast((one) => one.group === group);
  }

  private index(exchange: Exchange): void {
    for (const { startDpa, lengthBytes } of exchange.extents)
      this.byAddress[exchange.kind].set(startDpa, startDpa + lengthBytes, exchange);
  }

  private forget(): void {
    this.list = this.list.slice(REMEMBERED / 4);
    // Most extents come again at the same addresses and take each other's place.
    if (this.byAddress.offer.size + this.byAddress.release.size < 2 * REMEMBERED) return;
    this.byAddress = { offer: new IntervalMap(), release: new IntervalMap() };
    for (const exchange of this.list) this.index(exchange);
  }
}

/** Adds to an exchange's story, as long as it is not too long to be told. */
export function say(exchange: Exchange | undefined, place: RecordPlace, who: Said['who'], what: Said['what']): void {
  if (exchange !== undefined && exchange.said.length < SAID_MAX)
    exchange.said.push({ seq: place.seq, line: place.line, file: place.file, who, what });
}

/** Who asked for it, within a sentence. */
export const whoText = ({ by }: Pick<Exchange, 'by'>): string => (by === 'QMP' ? by : `the ${by}`);

/** The tag that the operator gave for a range, as far as the exchange tells. */
export const tagOf = (exchange: Exchange, range: DpaRange): string | null =>
  exchange.extents.find((extent) => overlaps(extent, range))?.tag ?? exchange.byTag;
