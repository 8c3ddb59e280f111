import type { MailboxAnswer } from '../device/mailbox.js';
import type { MailboxEvent, RecordedAnswer, Tunnel } from '../trace/events.js';
import { compareAnswers, sameAnswer } from './compare-mailbox.js';
import type { Mismatch } from './mismatch.js';
import { TUNNEL_OPCODE, tunnelledAnswer } from './tunnelled.js';

/** Compares both answers of a command in a tunnel: the command's own, then the tunnel's under `tunnel.`. */
export function compareTunnel(event: MailboxEvent, tunnel: Tunnel, replayed: MailboxAnswer): readonly Mismatch[] {
  return [...compareInner(event, replayed), ...compareOuter(event, tunnel, replayed)];
}

function compareInner(event: MailboxEvent, replayed: MailboxAnswer): readonly Mismatch[] {
  const { answer } = event;
  if (answer === null) return [];
  const inner = tunnelledAnswer(replayed);
  if (inner !== null) return sameAnswer(answer, inner) ? [] : compareAnswers(event, answer, inner);
  const recorded = answer.returnCode ?? null;
  return recorded === null ? [] : [{ path: 'returnCode', recorded, replayed: null, payloadOffset: null }];
}

function compareOuter(event: MailboxEvent, tunnel: Tunnel, replayed: MailboxAnswer): readonly Mismatch[] {
  const { returnCode, response } = tunnel;
  const recorded: RecordedAnswer = {
    ...(returnCode !== null && { returnCode }),
    ...(response !== null && { response, responseLengthBytes: response.length }),
  };
  if (sameAnswer(recorded, replayed)) return [];
  return compareAnswers({ ...event, opcode: TUNNEL_OPCODE }, recorded, replayed).map((mismatch) => ({
    ...mismatch,
    path: `tunnel.${mismatch.path}`,
  }));
}
