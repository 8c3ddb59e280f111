import type { JsonValue } from '../base/json.js';
import type { Profile } from '../device/profile.js';
import type { DeviceState } from '../device/state.js';
import type { TraceEvent } from '../trace/events.js';
import { tellers } from '../unseen/index.js';
import { isAmongCodes, type Scene, type Teller } from '../unseen/teller.js';
import {
  type FirstFact,
  PARTS,
  type Part,
  type Unseen,
  withFacts,
  withKnown,
  withSettled,
  withUnsettled,
} from '../unseen/unseen.js';
import { withMemoryBehind } from '../unseen/unseen-backends.js';
import { withRunBefore } from '../unseen/virtual-clock.js';
import { wanting } from '../unseen/wanted.js';
import type { Replayed } from './replay.js';
import { withDevice } from './replay-clock.js';
import type { ReplayState } from './replay-state.js';
import { replayTimed } from './timed-replay.js';

/**
 * Plays a record of a trace that may begin in mid-life. Where the answer differs and what the device held at the
 * beginning explains it, the device is taken to have held that, and no difference is left; each part of the device is
 * explained so until an answer has told it, and is compared from then on.
 */
export function replayMidLife(profile: Profile, given: ReplayState, event: TraceEvent): Replayed {
  const { unseen } = given;
  const isTold = event.kind === 'clock' && unseen?.parts.has('virtual-clock') === true;
  const state = isTold ? withDevice(given, withRunBefore(given.device, event)) : given;
  const played = replayTimed(profile, state, event);
  if (unseen === undefined || unseen.parts.size === 0) return kept(played, unseen);
  if (isTold) return kept(played, withSettled(unseen, ['virtual-clock']));
  const scene: Scene = { profile, device: state.device, event, unseen, mismatches: played.comparison.mismatches };
  if (event.kind === 'log') return heard(scene, played);
  if (played.comparison.verdict !== 'differs') return kept(played, learned(scene, played));
  const told = explained(scene, state);
  if (told !== null) {
    const { device, facts } = told;
    return kept(told.played, withFacts(learned({ ...scene, device }, told.played), facts));
  }
  return kept(judged(scene, played), learned(scene, played));
}

/** With what is known then; member by member, since most records pass here and a spread costs more. */
function kept({ state, comparison }: Replayed, unseen: Unseen | undefined): Replayed {
  const { device, unanswered, astray, corruptedAt, clock } = state;
  const known = { device, unanswered, astray, corruptedAt, ...(clock !== undefined && { clock }), unseen };
  return state.unseen === unseen ? { state, comparison } : { state: known, comparison };
}

/** What a line tells, once: nothing is played anew, since the record that it belongs to went by. */
function heard(scene: Scene, played: Replayed): Replayed {
  for (const { part, hears } of tellers) {
    const told = scene.unseen.parts.has(part) ? (hears?.(scene) ?? null) : null;
    if (told === null) continue;
    const fact = { what: part, value: told.value, line: scene.event.line };
    const comparison = { ...played.comparison, unseen: [part] };
    return kept({ state: withDevice(played.state, told.device), comparison }, withFacts(scene.unseen, [fact]));
  }
  return kept(played, scene.unseen);
}

/** What is known after a record. */
function learned(scene: Scene, { state: { device } }: Replayed): Unseen {
  let known = scene.unseen;
  const settled: Part[] = [];
  const lost: Part[] = [];
  for (const wanted of wanting(scene.event))
    for (const { part, settles, learns, unsettles } of wanted) {
      if (unsettles?.(scene)) lost.push(part);
      if (!scene.unseen.parts.has(part)) continue;
      if (settles?.(scene, device)) settled.push(part);
      else if (learns !== undefined) known = withKnown(known, part, learns(scene, device));
    }
  return withUnsettled(withSettled(known, settled), lost);
}

interface Explained {
  readonly played: Replayed;
  readonly device: DeviceState;
  readonly facts: readonly FirstFact[];
}

/** The record played on a device that held what the answer tells; null where nothing that it may have held explains it. */
function explained(scene: Scene, state: ReplayState): Explained | null {
  const asked = tellers.filter(({ part }) => scene.unseen.parts.has(part));
  for (const teller of asked) {
    const found = playedAs(scene, state, [teller]);
    if (found !== null) return found;
  }
  return playedAs(scene, state, asked);
}

/** The record played on the device as some parts of it were, each as it is told. */
function playedAs(scene: Scene, state: ReplayState, asked: readonly Teller[]): Explained | null {
  const { event, profile } = scene;
  let { device } = scene;
  const facts: FirstFact[] = [];
  for (const { part, tell } of asked) {
    const told: { readonly device: DeviceState; readonly value: JsonValue } | null = tell({ ...scene, device });
    if (told === null || told.device === device) continue;
    device = told.device;
    facts.push({ what: part, value: told.value, line: event.line });
  }
  if (facts.length === 0) return null;
  device = withMemoryBehind(profile, device);
  const played = replayTimed(profile, withDevice(state, device), event);
  return played.comparison.verdict === 'differs' ? null : { played, device, facts };
}

/** A difference in what depends on a part that nothing has told is none that could be judged. */
function judged(scene: Scene, played: Replayed): Replayed {
  // Of a death the command before is told.
  const told = { ...scene, event: played.comparison.event };
  const isOpen = (teller: Teller) =>
    scene.unseen.parts.has(teller.part) && teller.dependsOn(told) && isAmongCodes(told, teller);
  const parts = tellers.filter(isOpen).map(({ part }) => part);
  if (parts.length === 0) return played;
  return { ...played, comparison: { ...played.comparison, unseen: [...new Set(parts)] } };
}

/** What was concluded about a device's beginning, and what could not be known of it, for the report. */
export function beginningInferences(
  unseen: Unseen | undefined,
  prefix = '',
): readonly { readonly what: string; readonly value: JsonValue; readonly line: number | null }[] {
  if (unseen === undefined || unseen.factCount === 0) return [];
  const more = unseen.factCount - unseen.facts.length;
  const unknown = [...unseen.parts].map((part) => PARTS[part]);
  return [
    ...unseen.facts.map(({ what, value, line }) => ({ what: `${prefix}initial.${what}`, value, line })),
    ...(more > 0 ? [{ what: `${prefix}initial`, value: `${more} more`, line: null }] : []),
    ...(unknown.length > 0
      ? [{ what: `${prefix}initial.unknown`, value: `nothing shows ${unknown.join('; ')}`, line: null }]
      : []),
  ];
}

/** The words for parts of which nothing is known. */
export const partsText = (parts: readonly Part[]): string => parts.map((part) => PARTS[part]).join(', ');
