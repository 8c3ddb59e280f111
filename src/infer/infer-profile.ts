import { isJsonObject } from '../base/json.js';
import type { DeviceConfig } from '../device/config.js';
import { EFFECTS_LOG_UUID, effectsLog, implemented } from '../device/effects-log.js';
import type { Profile } from '../device/profile.js';
import { initialState } from '../device/state.js';
import { getEventRecords } from '../mailbox/0100-get-event-records.js';
import { getSupportedLogs } from '../mailbox/0400-get-supported-logs.js';
import { getLog } from '../mailbox/0401-get-log.js';
import type { Command } from '../protocol/command.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { MailboxEvent, QmpEvent, TraceEvent } from '../trace/events.js';
import { DEFAULT_DEVICE, type Inference, type TraceHeader } from '../trace/header.js';

/** The profiles that a trace may be of, those first that are taken where the trace does not tell them apart. */
export interface Candidates {
  readonly profiles: readonly Profile[];
  /** The profile of the QEMU that named its version, where one did. */
  readonly ofVersion: Profile | undefined;
}

/** Something in a trace that speaks for some profiles: the one for which most speaks is taken. */
interface Evidence {
  readonly line: number;
  readonly weight: number;
  speaksFor(profile: Profile): boolean;
}

/** How much each kind of evidence counts, the surer ones more than all of the others in the records that are looked at. */
const WEIGHTS = {
  backends: 1e15,
  version: 1e12,
  effects: 1e9,
  logSize: 1e9,
  answeredOpcode: 1e3,
  event: 1e2,
  idleStatus: 10,
  refusedOpcode: 1,
} as const;

/** Whether nothing later in the trace could count more than what is known. */
export const isDecisive = (header: TraceHeader, event: TraceEvent): boolean =>
  header.qemuVersion !== undefined || (event.kind === 'mailbox' && effectsEvidence(event).length > 0);

/** The profile for which most in the trace speaks, and the first line that speaks for it and not for all others. */
export function inferProfile(
  { profiles, ofVersion }: Candidates,
  header: TraceHeader,
  events: readonly TraceEvent[],
): { readonly profile: Profile; readonly inference: Inference } | null {
  const evidence = [...headerEvidence(header, ofVersion), ...events.flatMap(evidenceOf), ...idleEvidence(events)];
  const score = (profile: Profile) =>
    evidence.reduce((sum, { weight, speaksFor }) => sum + (speaksFor(profile) ? weight : 0), 0);
  const scored = profiles.map((profile) => ({ profile, score: score(profile) }));
  const most = Math.max(...scored.map((one) => one.score));
  const profile = scored.find((one) => one.score === most)?.profile;
  if (profile === undefined) return null;
  const telling = evidence
    .filter(({ speaksFor }) => speaksFor(profile) && !profiles.every(speaksFor))
    .reduce<Evidence | null>((best, one) => (best === null || one.weight > best.weight ? one : best), null);
  return { profile, inference: { what: 'profile', value: profile.name, line: telling?.line ?? null } };
}

function headerEvidence({ line, devices }: TraceHeader, ofVersion: Profile | undefined): readonly Evidence[] {
  const isLazy = devices.some(({ lazyBackends }) => lazyBackends);
  return [
    ...(isLazy ? [{ line, weight: WEIGHTS.backends, speaksFor: takesBackends }] : []),
    ...(ofVersion !== undefined
      ? [{ line, weight: WEIGHTS.version, speaksFor: (profile: Profile) => profile === ofVersion }]
      : []),
  ];
}

const takesBackends = ({ behaviours }: Profile): boolean => behaviours.lazyCapacity === 'by-tag';

const evidenceOf = (event: TraceEvent): readonly Evidence[] =>
  event.kind === 'mailbox' ? mailboxEvidence(event) : event.kind === 'qmp' ? qmpEvidence(event) : [];

/** A device answers an opcode that it has, mostly, and refuses one that it has not as unsupported, always. */
function mailboxEvidence(event: MailboxEvent): readonly Evidence[] {
  const code = event.answer?.returnCode;
  if (code === undefined) return [];
  const has = ({ commands }: Profile) => commands[event.cci].has(event.opcode);
  const isRefused = code === RETURN_CODES.UNSUPPORTED;
  const weight = isRefused ? WEIGHTS.refusedOpcode : WEIGHTS.answeredOpcode;
  const opcode = { line: event.line, weight, speaksFor: (one: Profile) => has(one) !== isRefused };
  return [opcode, ...effectsEvidence(event), ...logSizeEvidence(event), ...eventEvidence(event)];
}

/** The beginning of the Command Effects Log: opcodes, and what their effects are called. */
function effectsEvidence(event: MailboxEvent): readonly Evidence[] {
  const request = event.opcode === getLog.opcode ? getLog.request.decode(event.request) : null;
  const log = event.answer?.response;
  if (request?.log !== EFFECTS_LOG_UUID || request.offset !== 0 || log === undefined || log.length < 4) return [];
  // What is read beyond the last entry is zero.
  const begins = (whole: Uint8Array) => log.every((byte, at) => byte === (whole[at] ?? 0));
  const speaksFor = (profile: Profile) =>
    DEVICES.some((device) => begins(effectsLog(profile, initialState(device), event.cci)));
  return [{ line: event.line, weight: WEIGHTS.effects, speaksFor }];
}

/** Get Supported Logs says how long that log is. */
function logSizeEvidence(event: MailboxEvent): readonly Evidence[] {
  const size = answered(event, getSupportedLogs)?.logs.find(({ log }) => log === EFFECTS_LOG_UUID)?.sizeBytes;
  if (size === undefined) return [];
  const speaksFor = (profile: Profile) =>
    DEVICES.some((device) => 4 * implemented(profile, initialState(device), event.cci).length === size);
  return [{ line: event.line, weight: WEIGHTS.logSize, speaksFor }];
}

/** Some devices have commands more where they have Dynamic Capacity; what a trace is of may not be known yet. */
const { mailboxAddress: _address, ...WITHOUT_CAPACITY } = DEFAULT_DEVICE;
const DEVICES: readonly DeviceConfig[] = [WITHOUT_CAPACITY, { ...WITHOUT_CAPACITY, dynamicCapacityRegions: 1 }];

/** A Dynamic Capacity event says by a validity bit whether it counts the extents that are left. */
function eventEvidence(event: MailboxEvent): readonly Evidence[] {
  const records = answered(event, getEventRecords)?.records ?? [];
  return records.flatMap((record) => {
    if (!('extent' in record)) return [];
    const counts = record.validity.extentsAvailable;
    const speaksFor = ({ behaviours }: Profile) => (behaviours.dynamicCapacityEvent !== 'host-id') === counts;
    return [{ line: event.line, weight: WEIGHTS.event, speaksFor }];
  });
}

/** Bit 0 of the status before any background operation: some devices have it set while nothing runs. */
function idleEvidence(events: readonly TraceEvent[]): readonly Evidence[] {
  const first = events.find((event) => event.kind === 'mailbox' && showsStatus(event));
  const { returnCode, background } = first?.kind === 'mailbox' ? (first.answer ?? {}) : {};
  if (first === undefined || returnCode === RETURN_CODES.BACKGROUND_COMMAND_STARTED) return [];
  const speaksFor = ({ behaviours }: Profile) => (behaviours.statusBackgroundBit === 'until-complete') === background;
  return [{ line: first.line, weight: WEIGHTS.idleStatus, speaksFor }];
}

/** A message of its own, as over MCTP, says of its own command whether it went to the background: there is no register. */
const showsStatus = ({ cci, tunnel, answer }: MailboxEvent): boolean =>
  answer?.background !== undefined && (cci !== 'fm' || tunnel !== undefined);

/** The answer to a command, where it was taken and its payload is there. */
function answered<Request, Response>(
  { opcode, answer }: MailboxEvent,
  command: Command<Request, Response>,
): Response | null {
  const isIt = opcode === command.opcode && answer?.returnCode === RETURN_CODES.SUCCESS;
  return isIt && answer?.response !== undefined ? command.response.decode(answer.response) : null;
}

/** A backend that was made with a tag shows which QEMU takes it so. */
function qmpEvidence(event: QmpEvent): readonly Evidence[] {
  const { execute, arguments: given, answer, line } = event;
  if (isReleasedByTag(event)) return [{ line, weight: WEIGHTS.effects, speaksFor: releasesByTag }];
  if (execute !== 'object-add' || !isJsonObject(given) || answer === null || !('return' in answer)) return [];
  if (given['tag'] === undefined) return [];
  const tagged = given['qom-type'] === 'memory-backend-tagged' ? 'own-type' : 'every-backend';
  const speaksFor = (profile: Profile) => takesBackends(profile) && profile.behaviours.tagProperty === tagged;
  return [{ line, weight: WEIGHTS.backends, speaksFor }];
}

/** Only some devices take a release that names a tag instead of extents. */
const releasesByTag = ({ behaviours }: Profile): boolean => behaviours.releaseByTag !== 'unsupported';

const isReleasedByTag = ({ execute, arguments: given, answer }: QmpEvent): boolean =>
  execute === 'cxl-release-dynamic-capacity' &&
  isJsonObject(given) &&
  given['removal-policy'] === 'tag-based' &&
  answer !== null &&
  'return' in answer;
