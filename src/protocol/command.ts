import type { SpecRef } from '../base/spec.js';
import type { Message } from '../layout/message.js';
import { type Opcode, opcode } from './opcode.js';

/** A mailbox command as it is on the wire, whatever a device does with it. */
export interface Command<Request = unknown, Response = unknown> {
  readonly opcode: Opcode;
  /** The specification's name: `Add Dynamic Capacity Response`. */
  readonly name: string;
  /** The name in written traces: `add-dynamic-capacity-response`. */
  readonly key: string;
  readonly spec: SpecRef;
  readonly request: Message<Request>;
  readonly response: Message<Response>;
}

/** Declares a command; its name is its specification section's title. */
export function defineCommand<Request, Response>(parts: {
  readonly opcode: number;
  readonly spec: SpecRef;
  readonly request: Message<Request>;
  readonly response: Message<Response>;
}): Command<Request, Response> {
  const name = parts.spec.title;
  return { ...parts, opcode: opcode(parts.opcode), name, key: name.toLowerCase().replaceAll(' ', '-') };
}
