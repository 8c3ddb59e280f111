import type { Profile } from '../device/profile.js';
import type { Divergence } from '../divergence/divergence.js';
import { eventTitle } from '../divergence/event-title.js';
import type { Observer } from '../divergence/observer.js';
import type { Machine, PlayedRecord } from '../replay/machine.js';
import type { TraceEvent } from '../trace/events.js';
import type { PlacedExpectation } from '../yaml/expect-file.js';
import type { WrittenExpectation } from '../yaml/expectation.js';
import { type Evaluated, type ExpectationPlace, evaluate, unread } from './evaluate.js';
import { chooseDevice, LastSteps } from './expected-device.js';
import { Verdict } from './verdict.js';

/** The expectations that stand beside a recording. */
export interface SideExpectations {
  /** The file's name, for people. */
  readonly name: string;
  readonly places: readonly PlacedExpectation[];
}

/** Told what became of a predicate of the expectation with this index, among the steps or in the side file. */
export type OnEvaluated = (index: number, evaluated: Evaluated) => void;

const NOTHING: readonly Divergence[] = [];

/**
 * Holds the expectations of a trace, and those beside it, against the replay as it goes by. Of several devices each is
 * about the one that it names, or about the first; the list of divergences is about all.
 */
export class Expectations implements Observer {
  readonly verdict = new Verdict();
  private readonly places: readonly PlacedExpectation[];
  private readonly met = new Set<PlacedExpectation>();
  private readonly lastSteps = new LastSteps();
  private last: { readonly event: TraceEvent; readonly machine: Machine; readonly profile: Profile } | null = null;

  constructor(
    private readonly side: SideExpectations | null = null,
    private readonly onEvaluated: OnEvaluated = () => undefined,
  ) {
    this.places = side?.places ?? [];
  }

  observe(event: TraceEvent, played: PlayedRecord, profile: Profile, found: readonly Divergence[]) {
    const { machine } = played;
    if (found.length > 0) this.verdict.note(found);
    this.lastSteps.note(played);
    if (event.kind !== 'expect' && this.places.length === 0) return NOTHING;
    this.last = { event, machine, profile };
    const failures: Divergence[] = [];
    if (event.kind === 'expect') {
      const { seq, line, unread: names = [] } = event;
      failures.push(...this.hold({ ...event, unread: names }, { seq, line, event: eventTitle(event) }, seq - 1));
    }
    for (const placed of this.places) if (isAt(placed, event)) failures.push(...this.holdPlaced(placed, event));
    return failures;
  }

  note(found: readonly Divergence[]): void {
    this.verdict.note(found);
  }

  end(): readonly Divergence[] {
    return this.places
      .filter((placed) => !this.met.has(placed))
      .flatMap((placed) => {
        if (placed.at === 'end' && this.last !== null) return this.holdPlaced(placed, this.last.event);
        const place = this.placeOf(placed, this.last?.event);
        const why = 'the recording has no such record, so nothing was held against it';
        return this.verdict.judge(0, [unread(placeText(placed), place, why)]);
      });
  }

  private holdPlaced(placed: PlacedExpectation, event: TraceEvent): readonly Divergence[] {
    this.met.add(placed);
    return this.hold(placed, this.placeOf(placed, event), this.places.indexOf(placed));
  }

  /** The failures of one expectation. */
  private hold(written: WrittenExpectation, place: ExpectationPlace, index: number): readonly Divergence[] {
    const { machine, profile } = this.last as NonNullable<typeof this.last>;
    const chosen = chooseDevice(machine, written.device);
    if ('fault' in chosen) return this.verdict.judge(0, [unread('device', place, chosen.fault)]);
    const { device } = machine.states[chosen.index] as Machine['states'][number];
    const lastStep = this.lastSteps.of(written.device === undefined ? null : chosen.index);
    const evaluated = evaluate(
      written.expectation,
      { profile, device, lastStep, divergences: this.verdict.codes },
      place,
    );
    for (const one of evaluated) this.onEvaluated(index, one);
    const isListed = evaluated.some(({ name, failure }) => name === 'divergences' && failure === null);
    if (isListed) this.verdict.acknowledge();
    const held = evaluated.filter(({ failure }) => failure === null);
    const failures = [
      ...evaluated.flatMap(({ failure }) => failure ?? []),
      ...written.unread.map((name) =>
        unread(name, place, 'this could not be read, so it cannot hold; the issue of its line says why'),
      ),
    ];
    return this.verdict.judge(held.length, failures);
  }

  private placeOf(placed: PlacedExpectation, event: TraceEvent | undefined): ExpectationPlace {
    const whose = placed.device === undefined ? '' : ` of ${placed.device}`;
    const name = `Expectation${whose} (${this.side?.name}:${placed.line})`;
    return { seq: event?.seq ?? 0, line: event?.line ?? 0, event: name };
  }
}

const isAt = ({ at }: PlacedExpectation, event: TraceEvent): boolean => {
  if (at === 'end') return false;
  if ('seq' in at) return at.seq === event.seq;
  return event.line <= at.line && at.line <= (event.lastLine ?? event.line);
};

const placeText = ({ at }: PlacedExpectation): string => {
  if (at === 'end') return 'end';
  return 'seq' in at ? `seq ${at.seq}` : `line ${at.line}`;
};
