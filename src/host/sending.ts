import { addDynamicCapacityResponse } from '../mailbox/4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacity } from '../mailbox/4803-release-dynamic-capacity.js';
import type { Command } from '../protocol/command.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import type { HostCommand, Turn } from './host.js';
import type { OfferedExtent } from './host-memory.js';

/** So many extents fit into one message: its head is 8 bytes, each extent 24, a mailbox has 2048. */
export const EXTENTS_PER_MESSAGE = 85;

type Named = Pick<OfferedExtent, 'startDpa' | 'lengthBytes'>;

export const commandOf = <Request>(command: Command<Request, unknown>, request: Request): HostCommand => ({
  opcode: command.opcode,
  request: command.request.encode(request),
});

/** Sends a command. Returns its decoded answer; null where the device refused it. */
export function* ask<Request, Response>(command: Command<Request, Response>, request: Request): Turn<Response | null> {
  const answer = yield commandOf(command, request);
  return answer.returnCode === RETURN_CODES.SUCCESS ? command.response.decode(answer.response) : null;
}

/** The answer to an offer: the extents that are taken, or none at all. */
export const acceptance = (extents: readonly Named[], more = false): HostCommand =>
  commandOf(addDynamicCapacityResponse, { flags: { more }, extents: extents.map(named) });

/** Extents given back. */
export const release = (extents: readonly Named[]): HostCommand =>
  commandOf(releaseDynamicCapacity, { flags: { more: false }, extents: extents.map(named) });

const named = ({ startDpa, lengthBytes }: Named) => ({ startDpa, lengthBytes });

/** Answers an offer, in several messages where one has no room. Returns the extents that the device gave. */
export function* accept<E extends Named>(extents: readonly E[]): Turn<readonly E[]> {
  const given: E[] = [];
  let rest = extents;
  do {
    const part = rest.slice(0, EXTENTS_PER_MESSAGE);
    rest = rest.slice(part.length);
    const { returnCode } = yield acceptance(part, rest.length > 0);
    if (returnCode === RETURN_CODES.SUCCESS) given.push(...part);
  } while (rest.length > 0);
  return given;
}
