import type { Profile } from '../device/profile.js';
import type { Comparison } from '../replay/comparison.js';
import type { TraceEvent } from '../trace/events.js';
import { LEDGER_WANTS } from './bookkeeping.js';
import { type DivergenceKind, watchesOf } from './divergence.js';
import { Ledger } from './ledger.js';
import type { Wants, Watch, Watcher } from './watch.js';

/** A rule at work. */
export interface Watching {
  readonly kind: DivergenceKind;
  readonly watch: Watch;
  readonly watcher: Watcher;
}

type Table<Key> = Map<Key, Watching[]>;

const NONE: readonly Watching[] = [];

/** The rules at work on one device, found by what each record is: one that no rule wants costs a look into a map. */
export class Watchers {
  readonly ledger = new Ledger();
  readonly all: readonly Watching[];
  private readonly primary: Table<number> = new Map();
  private readonly untold: Table<number> = new Map();
  private readonly fabricManager: Table<number> = new Map();
  private readonly qmp: Table<string> = new Map();
  private readonly kinds: Table<TraceEvent['kind']> = new Map();
  private readonly byHappening: Readonly<Record<Happening, Watching[]>> = {
    refusals: [],
    deaths: [],
    corruptions: [],
    prints: [],
    explained: [],
  };
  private readonly combined = new Map<readonly Watching[], Map<number, readonly Watching[]>>();

  constructor(kinds: readonly DivergenceKind[], profile: Profile) {
    this.all = kinds.flatMap((kind) =>
      watchesOf(kind).map((watch) => ({ kind, watch, watcher: watch.start(profile) })),
    );
    for (const watching of this.all) this.enter(watching, watching.watch.wants);
  }

  /** The rules that want a record, each once, in the order of the table. */
  interested(comparison: Comparison): readonly Watching[] {
    const { event } = comparison;
    if (event.kind === 'mailbox' && isUntold(event)) return this.untold.get(event.opcode) ?? NONE;
    const own = this.byName(event);
    let happened = 0;
    for (let bit = 0; bit < HAPPENINGS.length; bit++) if (HAPPENED[bit]?.(comparison)) happened |= 1 << bit;
    return happened === 0 ? own : this.together(own, happened);
  }

  /** The rules of a record by its name and by what happened at it (a bit each), worked out once for each that comes. */
  private together(own: readonly Watching[], happened: number): readonly Watching[] {
    const known = this.combined.get(own) ?? new Map<number, readonly Watching[]>();
    const found = known.get(happened) ?? this.combine(own, happened);
    this.combined.set(own, known.set(happened, found));
    return found;
  }

  private combine(own: readonly Watching[], happened: number): readonly Watching[] {
    const more = HAPPENINGS.filter((_, bit) => happened & (1 << bit)).flatMap((name) => this.byHappening[name]);
    const wanted = new Set([...own, ...more]);
    return this.all.filter((watching) => wanted.has(watching));
  }

  /** Whether a record is entered into the ledger. */
  isEntered(event: TraceEvent): boolean {
    const { mailbox, fabricManager, qmp } = LEDGER_WANTS;
    if (event.kind === 'qmp') return qmp.includes(event.execute);
    if (event.kind !== 'mailbox' || isUntold(event)) return false;
    return (event.cci === 'primary' ? mailbox : fabricManager).includes(event.opcode);
  }

  private byName(event: TraceEvent): readonly Watching[] {
    if (event.kind === 'qmp') return this.qmp.get(event.execute) ?? NONE;
    if (event.kind !== 'mailbox') return this.kinds.get(event.kind) ?? NONE;
    if (event.cci === 'primary') return this.primary.get(event.opcode) ?? NONE;
    return event.cci === 'fm' ? (this.fabricManager.get(event.opcode) ?? NONE) : NONE;
  }

  private enter(watching: Watching, wants: Wants): void {
    const { mailbox = [], untold = [], fabricManager = [], qmp = [], kinds = [] } = wants;
    for (const opcode of mailbox) add(this.primary, opcode, watching);
    for (const opcode of untold) add(this.untold, opcode, watching);
    for (const opcode of fabricManager) add(this.fabricManager, opcode, watching);
    for (const name of qmp) add(this.qmp, name, watching);
    for (const kind of kinds) add(this.kinds, kind, watching);
    for (const name of HAPPENINGS) if (wants[name]) this.byHappening[name].push(watching);
  }
}

/** What can happen at a record of any kind, and that rules may ask for. */
const HAPPENS = {
  refusals: isRefused,
  deaths: ({ output }) => output?.kind === 'crash',
  corruptions: ({ corruption }) => corruption !== null,
  prints: ({ log }) => log.length > 0,
  explained: ({ explained }) => explained !== undefined,
} as const satisfies Partial<Record<keyof Wants, (comparison: Comparison) => boolean>>;

type Happening = keyof typeof HAPPENS;

const HAPPENINGS = Object.keys(HAPPENS) as readonly Happening[];
const HAPPENED: readonly ((comparison: Comparison) => boolean)[] = Object.values(HAPPENS);

/** A command whose request the source does not show says nothing to a rule that weighs requests. */
const isUntold = (event: TraceEvent): boolean => event.kind === 'mailbox' && event.isRequestUnknown === true;

function add<Key>(table: Table<Key>, key: Key, watching: Watching): void {
  const list = table.get(key);
  if (list === undefined) table.set(key, [watching]);
  else list.push(watching);
}

/** Whether the recorded answer, or the engine's where none was recorded, is a refusal. */
function isRefused({ event, output }: Comparison): boolean {
  if (event.kind === 'mailbox') {
    const code = event.answer?.returnCode ?? (output?.kind === 'mailbox' ? output.returnCode : 0);
    return code > 1;
  }
  if (event.kind !== 'qmp') return false;
  return event.answer === null ? output?.kind === 'error' : 'error' in event.answer;
}
