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
  private readonly refusals: Watching[] = [];
  private readonly deaths: Watching[] = [];
  private readonly corruptions: Watching[] = [];
  private readonly prints: Watching[] = [];
  private readonly explained: Watching[] = [];
  private readonly combined = new Map<readonly Watching[], Map<number, readonly Watching[]>>();

  constructor(kinds: readonly DivergenceKind[], profile: Profile) {
    this.all = kinds.flatMap((kind) =>
      watchesOf(kind).map((watch) => ({ kind, watch, watcher: watch.start(profile) })),
    );
    for (const watching of this.all) this.enter(watching, watching.watch.wants);
  }

  /** The rules that want a record, each once, in the order of the table. */
  interested(comparison: Comparison): readonly Watching[] {
    const { event, output, corruption, log } = comparison;
    if (event.kind === 'mailbox' && isUntold(event)) return this.untold.get(event.opcode) ?? NONE;
    const own = this.byName(event);
    const happened =
      (isRefused(comparison) ? 1 : 0) |
      (output?.kind === 'crash' ? 2 : 0) |
      (corruption !== null ? 4 : 0) |
      (log.length > 0 ? 8 : 0) |
      (comparison.explained !== undefined ? 16 : 0);
    return happened === 0 ? own : this.together(own, happened);
  }

  /** The rules of a record by its name and by what happened at it, worked out once for each that comes. */
  private together(own: readonly Watching[], happened: number): readonly Watching[] {
    const known = this.combined.get(own) ?? new Map<number, readonly Watching[]>();
    const found = known.get(happened) ?? this.combine(own, happened);
    this.combined.set(own, known.set(happened, found));
    return found;
  }

  private combine(own: readonly Watching[], happened: number): readonly Watching[] {
    const by = [this.refusals, this.deaths, this.corruptions, this.prints, this.explained];
    const wanted = new Set([...own, ...by.filter((_, bit) => happened & (1 << bit)).flat()]);
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
    if (wants.refusals) this.refusals.push(watching);
    if (wants.deaths) this.deaths.push(watching);
    if (wants.corruptions) this.corruptions.push(watching);
    if (wants.prints) this.prints.push(watching);
    if (wants.explained) this.explained.push(watching);
  }
}

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
