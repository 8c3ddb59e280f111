import { isJsonObject, type JsonValue } from '../base/json.js';
import { qmpCommands } from '../qmp/index.js';
import type { QmpAnswer } from '../trace/events.js';

/** What a record is called whose request nothing tells. */
export const UNKNOWN_REQUEST = 'unknown-request';

/** What an answer alone tells of its request. */
export interface InferredRequest {
  readonly execute: string;
  /** The command takes no arguments: the request is known whole. */
  readonly isWhole: boolean;
}

const UNKNOWN: InferredRequest = { execute: UNKNOWN_REQUEST, isWhole: false };

/** Where an answer stands: what came before it on its connection. */
export interface AnswerContext {
  /** Nothing but the greeting: QEMU then takes no command but the negotiation. */
  readonly isFirst: boolean;
  /** The reason of an event since the answer before, as in `host-qmp-quit`. */
  readonly eventReason: string | null;
}

/** The command that gave an answer, as far as answers and events tell. */
export function inferRequest(answer: QmpAnswer, { isFirst, eventReason }: AnswerContext): InferredRequest {
  if ('error' in answer) return ofError(answer.error.desc ?? '');
  if (isEmpty(answer.return)) {
    if (isFirst) return whole('qmp_capabilities');
    const command = eventReason === null ? undefined : COMMAND_OF_REASON[eventReason];
    return command === undefined ? UNKNOWN : whole(command);
  }
  return ofResult(answer.return);
}

const whole = (execute: string): InferredRequest => ({ execute, isWhole: true });
const named = (execute: string): InferredRequest => ({ execute, isWhole: false });
function isEmpty(value: JsonValue): boolean {
  if (!isJsonObject(value)) return false;
  for (const _ in value) return false;
  return true;
}

/** QEMU announces what a QMP client caused, with this reason, before it answers. */
const COMMAND_OF_REASON: Readonly<Record<string, string>> = {
  'host-qmp-system-reset': 'system_reset',
  'host-qmp-quit': 'quit',
};

/** Members that only one command's result has. */
const RESULTS: readonly { readonly members: readonly string[]; readonly request: InferredRequest }[] = [
  { members: ['running', 'status'], request: whole('query-status') },
  { members: ['qemu', 'package'], request: whole('query-version') },
  { members: ['base-memory'], request: whole('query-memory-size-summary') },
  { members: ['enabled', 'present'], request: whole('query-kvm') },
  { members: ['fd', 'fdset-id'], request: named('add-fd') },
];

const RELEASE_STATUS = /^(?:Released|Not Released|not-found)$/;

function ofResult(result: JsonValue): InferredRequest {
  if (typeof result === 'string' && result.endsWith('\r\n')) return named('human-monitor-command');
  if (!isJsonObject(result)) return UNKNOWN;
  const { status } = result;
  if (typeof status === 'string' && RELEASE_STATUS.test(status)) return named('cxl-release-dynamic-capacity-status');
  return RESULTS.find(({ members }) => members.every((name) => result[name] !== undefined))?.request ?? UNKNOWN;
}

/** Errors that only one command gives. */
const ERRORS: readonly { readonly pattern: RegExp; readonly execute: string }[] = [
  {
    pattern: /^cannot release |^(?:Forced )?[Rr]emoval (?:policy )?not supported/,
    execute: 'cxl-release-dynamic-capacity',
  },
  {
    pattern: /^cannot add DPA |^Selection policy not supported$|^Host memory backend size |^Only single extent add /,
    execute: 'cxl-add-dynamic-capacity',
  },
  { pattern: /^object '[^']*' (?:is in use, can not be deleted|not found)$/, execute: 'object-del' },
  { pattern: /^Poison (?:start|injection) |^Overlap with existing poisoned/, execute: 'cxl-inject-poison' },
  { pattern: /^Expecting capabilities negotiation/, execute: UNKNOWN_REQUEST },
];

function ofError(desc: string): InferredRequest {
  const missing = /^The command (\S+) has not been found$/.exec(desc)?.[1];
  if (missing !== undefined) return named(missing);
  const parameter = /^(?:Parameter|Invalid parameter type for) '([^'.[]+)/.exec(desc)?.[1];
  if (parameter !== undefined) return ofParameter(parameter);
  return named(ERRORS.find(({ pattern }) => pattern.test(desc))?.execute ?? UNKNOWN_REQUEST);
}

/** A parameter that one command alone has names it. */
function ofParameter(name: string): InferredRequest {
  const having = [...qmpCommands.values()].filter(({ schema }) => Object.hasOwn(schema.members, name));
  return having.length === 1 ? named(having[0]?.name ?? UNKNOWN_REQUEST) : UNKNOWN;
}
