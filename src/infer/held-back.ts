import { hexNumber } from '../base/hex.js';
import type { Issue } from '../base/issue.js';
import type { Profile } from '../device/profile.js';
import { startMachine } from '../replay/machine.js';
import { withNamesFound } from '../replay/name-devices.js';
import type { TraceEvent } from '../trace/events.js';
import type { TraceSink } from '../trace/format.js';
import type { Inference, TraceHeader } from '../trace/header.js';
import type { HostName } from '../trace/sides.js';
import { inferDevices, isUndescribed } from './infer-devices.js';
import { type Candidates, inferProfile, isDecisive } from './infer-profile.js';

/** So many records are held back at most: hosts identify a device in its first dozens. */
const HELD_MAX = 1000;

/** What the replay knows before it reads a trace. */
export interface Foreknowledge {
  /** The profile that a trace names or the command line has chosen; null where it is to be inferred. */
  known(header: TraceHeader): Profile | null;
  candidates(header: TraceHeader): Candidates;
  /** Who is said to play the host where it is not recorded; absent where the trace is to tell. */
  readonly host?: HostName;
}

/**
 * Holds a trace's first records back until they tell what it does not say of itself: which QEMU answered, and which of
 * several devices is found at which address. Then the trace goes by as if it had said so, with a note of what was
 * inferred from which line. A trace that says everything goes by at once.
 */
export class HeldBack implements TraceSink {
  openTrace?: (source: string) => TraceSink;
  private unheard: TraceHeader | null = null;
  private profile: Profile | null = null;
  private held: TraceEvent[] = [];

  constructor(
    private readonly sink: TraceSink,
    private readonly foreknowledge: Foreknowledge,
  ) {}

  header(given: TraceHeader): void {
    const { host } = this.foreknowledge;
    const header = host === undefined ? given : { ...given, host };
    this.profile = this.foreknowledge.known(header);
    if (this.profile !== null && this.isDescribed(header) && !mayLackHost(header)) this.sink.header(header);
    else this.unheard = header;
  }

  event(event: TraceEvent): void {
    if (this.unheard === null) {
      this.sink.event(event);
      return;
    }
    this.held.push(event);
    const isKnown = this.profile !== null || isDecisive(this.unheard, event);
    const isOpen = mayLackHost(this.unheard) && !this.held.some(isOfHost);
    if (this.held.length === HELD_MAX || (isKnown && this.isDescribed(this.unheard) && !isOpen)) this.close();
  }

  issue(issue: Issue): void {
    this.sink.issue(issue);
  }

  /** Lets go what is still held back: nothing follows, or enough is known. */
  close(): void {
    const { held, unheard: header } = this;
    this.held = [];
    this.unheard = null;
    if (header === null) return;
    this.sink.header(this.completed(header, held));
    for (const event of held) this.sink.event(event);
  }

  private isDescribed(header: TraceHeader): boolean {
    return !hasNameless(header) && !header.devices.some(isUndescribed);
  }

  /** The header with what the held records tell. */
  private completed(given: TraceHeader, held: readonly TraceEvent[]): TraceHeader {
    const inferred = this.profile === null ? inferProfile(this.foreknowledge.candidates(given), given, held) : null;
    const profile = this.profile ?? inferred?.profile ?? null;
    const header = inferDevices(given, held, profile);
    const named = profile === null ? null : withNamesFound(profile, startMachine({ ...header, unrecorded: [] }), held);
    const devices = named?.devices ?? header.devices;
    const inferences = [
      ...(header.inferred ?? []),
      ...(inferred === null ? [] : [inferred.inference]),
      ...addressInferences(header, devices, held),
    ];
    const says = inferred === null ? {} : { profile: inferred.profile.name };
    const sides = withoutHost(header, held);
    return { ...header, ...says, ...sides, devices, ...(inferences.length > 0 && { inferred: inferences }) };
  }
}

/** Whether the first records are to tell if the host's commands are recorded: nothing says so, or somebody wants it played. */
const mayLackHost = ({ unrecorded, host = 'none' }: TraceHeader): boolean =>
  unrecorded === undefined || (host !== 'none' && !unrecorded.includes('host'));

/** Whether a record shows that what reaches the device from its host is recorded. */
const isOfHost = ({ kind }: TraceEvent): boolean => kind === 'mailbox' || kind === 'register' || kind === 'memory';

/** The sides that the trace does not show, where its operator's commands begin it and its host sends none. */
function withoutHost(header: TraceHeader, held: readonly TraceEvent[]): Pick<TraceHeader, 'unrecorded'> {
  const isLacking = mayLackHost(header) && held.some(({ kind }) => kind === 'qmp') && !held.some(isOfHost);
  return isLacking ? { unrecorded: [...(header.unrecorded ?? []), 'host'] } : {};
}

/** Several devices of which not all addresses are given. */
const hasNameless = ({ devices }: TraceHeader): boolean =>
  devices.length > 1 && devices.some(({ mailboxAddress }) => mailboxAddress === null);

function addressInferences(
  { devices: before }: TraceHeader,
  devices: TraceHeader['devices'],
  held: readonly TraceEvent[],
): readonly Inference[] {
  return devices.flatMap(({ mailboxAddress }, place) => {
    if (mailboxAddress === null || before[place]?.mailboxAddress === mailboxAddress) return [];
    const first = held.find((event) => 'mailboxAddress' in event && event.mailboxAddress === mailboxAddress);
    return [{ what: `devices[${place}].mailboxAddress`, value: hexNumber(mailboxAddress), line: first?.line ?? null }];
  });
}
