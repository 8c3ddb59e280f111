import { scanMedia } from '../mailbox/4304-scan-media.js';
import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { tunnelManagementCommand } from '../mailbox/5300-tunnel-management-command.js';
import { initiateDynamicCapacityAdd } from '../mailbox/5604-initiate-dynamic-capacity-add.js';
import { initiateDynamicCapacityRelease } from '../mailbox/5605-initiate-dynamic-capacity-release.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import { cxlAddDynamicCapacity } from '../qmp/cxl-add-dynamic-capacity.js';
import type { MailboxEvent, TraceEvent } from '../trace/events.js';
import type { MergeSource } from './merge-clock.js';

/** A line that QEMU prints once for a command, by its words, and which commands make it print that. */
interface Message {
  readonly text: RegExp;
  isPrintedBy(event: TraceEvent, match: RegExpMatchArray): boolean;
}

const isCommand = (event: TraceEvent, opcode: number): event is MailboxEvent =>
  event.kind === 'mailbox' && event.opcode === opcode;

const answered =
  (opcode: number, returnCode: keyof typeof RETURN_CODES): Message['isPrintedBy'] =>
  (event) =>
    isCommand(event, opcode) && event.answer?.returnCode === RETURN_CODES[returnCode];

const isOffer: Message['isPrintedBy'] = (event) => event.kind === 'qmp' && event.execute === cxlAddDynamicCapacity.name;

const MESSAGES: readonly Message[] = [
  {
    text: /Command ([0-9a-f]{4})h not implemented/i,
    isPrintedBy: (event, [, opcode]) => isCommand(event, Number.parseInt(opcode ?? '', 16)),
  },
  {
    text: /Scan Media Event Log is unsupported/,
    isPrintedBy: answered(scanMedia.opcode, 'BACKGROUND_COMMAND_STARTED'),
  },
  {
    text: /Tunneled Command sent to non existent FM-LD/,
    isPrintedBy: answered(tunnelManagementCommand.opcode, 'INVALID_INPUT'),
  },
  {
    text: /CXL extent selection policy not supported/,
    isPrintedBy: answered(initiateDynamicCapacityAdd.opcode, 'INVALID_INPUT'),
  },
  {
    text: /CXL extent removal policy not supported/,
    isPrintedBy: answered(initiateDynamicCapacityRelease.opcode, 'INVALID_INPUT'),
  },
  // Lazily backed capacity: what cannot be mapped is refused, what cannot be offered as asked is told of.
  {
    text: /find the extent detail for DPA|apping host memory backend for DPA|backend for DPA .* is already mapped|Could not get memory region/i,
    isPrintedBy: answered(addDynamicCapacityResponse.opcode, 'INVALID_PHYSICAL_ADDRESS'),
  },
  { text: /memory backend .+ is already mapped\. Reusing it|didn't find any results!/, isPrintedBy: isOffer },
];

/**
 * Puts messages that have no times behind the commands that printed them: each behind the next command that can have
 * printed it, in order. A source of which all messages find their place is used up.
 */
export function withMessagesPlaced<Source extends MergeSource>(sources: readonly Source[]): readonly Source[] {
  const told = sources.find(({ events }) => events.some(({ kind }) => kind === 'mailbox'));
  const silent = sources.filter(
    (source) => source !== told && source.events.length > 0 && source.events.every(isUntimedLog),
  );
  if (told === undefined || silent.length === 0) return sources;
  const behind = new Map<number, TraceEvent[]>();
  const left = silent.map((source) => ({
    ...source,
    events: source.events.filter((event) => !place(told, behind, event, source.name)),
  }));
  const events = told.events.flatMap((event, index) => [event, ...(behind.get(index) ?? [])]);
  return sources.flatMap((source) => {
    if (source === told) return [{ ...source, events }];
    const rest = left[silent.indexOf(source)];
    return rest === undefined ? [source] : [rest];
  });
}

const isUntimedLog = (event: TraceEvent): boolean => event.kind === 'log' && event.timeNs === null;

/** Finds the next command that can have printed a message; messages come in the order of their commands. */
function place(told: MergeSource, behind: Map<number, TraceEvent[]>, event: TraceEvent, file: string): boolean {
  if (event.kind !== 'log') return false;
  for (const { text, isPrintedBy } of MESSAGES) {
    const match = text.exec(event.text);
    if (match === null) continue;
    // The other file shows it itself.
    if (told.events.some((one) => one.kind === 'log' && one.text === event.text)) return false;
    const latest = Math.max(-1, ...behind.keys());
    const index = told.events.findIndex((one, at) => at > latest && isPrintedBy(one, match));
    if (index < 0) return false;
    behind.set(index, [{ ...event, file }]);
    return true;
  }
  return false;
}
