import type { JsonValue } from '../base/json.js';
import type { DeviceOutput } from '../device/step.js';
import type { QmpAnswer, TraceEvent } from '../trace/events.js';
import { asMessage, compare } from './compare.js';
import type { Mismatch } from './mismatch.js';

/**
 * Every field at which two engines answer differently: the first one's answer takes the recording's place, so
 * `recorded` is the first engine's value and `replayed` the second's.
 */
export function compareOutputs(event: TraceEvent, first: DeviceOutput, second: DeviceOutput): readonly Mismatch[] {
  if (first.kind === 'crash' || second.kind === 'crash') return compareDeaths(first, second);
  const recorded = asRecorded(event, first);
  return recorded === null ? [] : compare(recorded, second).mismatches;
}

function compareDeaths(first: DeviceOutput, second: DeviceOutput): readonly Mismatch[] {
  const death = (output: DeviceOutput): JsonValue => (output.kind === 'crash' ? output.crash : null);
  if (death(first) === death(second)) return [];
  return [{ path: 'crash', recorded: death(first), replayed: death(second), payloadOffset: null }];
}

/** The record as it would be had the engine been the device; null where there is no answer to compare. */
function asRecorded(event: TraceEvent, output: DeviceOutput): TraceEvent | null {
  if (event.kind === 'mailbox' && output.kind === 'mailbox') {
    const { tunnel: _tunnel, ...inner } = event;
    const { returnCode, response, background } = event.cci === 'fm' ? asMessage(output) : output;
    return { ...inner, answer: { returnCode, response, responseLengthBytes: response.length, background } };
  }
  if (event.kind === 'qmp') {
    const answer = qmpAnswer(output);
    return answer === null ? null : { ...event, answer };
  }
  if (event.kind === 'register' && output.kind === 'register') return { ...event, value: output.value };
  return event.kind === 'memory' && output.kind === 'memory' ? { ...event, value: output.value } : null;
}

function qmpAnswer(output: DeviceOutput): QmpAnswer | null {
  if (output.kind === 'return') return { return: output.value };
  return output.kind === 'error' ? { error: output.error } : null;
}
