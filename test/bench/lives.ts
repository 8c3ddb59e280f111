import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import type { DeviceState } from '../../src/device/state.js';
import { initialState } from '../../src/device/state.js';
import { step } from '../../src/device/step.js';
import { clearEventRecords } from '../../src/mailbox/0101-clear-event-records.js';
import { addDynamicCapacityResponse } from '../../src/mailbox/4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacity } from '../../src/mailbox/4803-release-dynamic-capacity.js';
import { profiles } from '../../src/profiles/index.js';
import { deviceConfig } from '../../src/replay/device-config.js';
import { deviceInput } from '../../src/replay/input.js';
import type { MailboxEvent, QmpEvent, TraceEvent } from '../../src/trace/events.js';
import { DEFAULT_DEVICE, type TraceHeader } from '../../src/trace/header.js';
import { NdjsonWriter } from '../../src/writers/write-ndjson.js';

const MIB = 1n << 20n;
const CHUNK_CHARS = 1 << 22;
const DYNAMIC_CAPACITY_LOG = 4;

const HEADER: TraceHeader = {
  line: 1,
  title: null,
  profile: 'qemu-10.0',
  recordedFrom: 'the engine, answering as QEMU 10.0.2 does',
  startsAtPowerOn: true,
  devices: [
    {
      ...DEFAULT_DEVICE,
      volatileBytes: 256n * MIB,
      persistentBytes: 256n * MIB,
      lsaBytes: MIB,
      dynamicCapacityBytes: 2048n * MIB,
      dynamicCapacityRegions: 2,
    },
  ],
};

const profile = profiles.get('qemu-10.0');

/**
 * Writes a recording of at least `bytesMin` bytes: extents are offered, read of, accepted, listed, asked back and
 * released, again and again. The engine gives the answers, which are QEMU's as far as the conformance tests reach.
 */
export function writeLives(target: string, bytesMin: number) {
  const [device] = HEADER.devices;
  if (profile === undefined || device === undefined) throw new Error('qemu-10.0 is a profile');
  const writer = new NdjsonWriter();
  const file = openSync(target, 'w');
  let state = initialState(deviceConfig(device));
  let text = writer.header(HEADER);
  let [written, records, commands] = [0, 1, 0];
  for (let life = 0; written + text.length < bytesMin; life++) {
    for (const ask of LIFE) {
      const event = ask(state, life);
      const input = deviceInput(event);
      if (input === null) continue;
      const { state: after, output } = step(profile, state, input);
      state = after;
      text += writer.event(answered(event, output));
      records++;
      if (event.kind === 'mailbox') commands++;
    }
    if (text.length < CHUNK_CHARS) continue;
    written += writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
  return { path: target, bytes: statSync(target).size, records, commands };
}

type Ask = (state: DeviceState, life: number) => TraceEvent;

const stand = { seq: 0, line: 0, timeNs: 1_000n };

const mailbox = (opcode: number, request: Uint8Array): MailboxEvent => ({
  ...stand,
  kind: 'mailbox',
  cci: 'primary',
  opcode,
  request,
  requestLengthBytes: request.length,
  answer: null,
});

const qmp = (execute: string, life: number, more: object): QmpEvent => ({
  ...stand,
  kind: 'qmp',
  execute,
  arguments: {
    path: '/machine/peripheral/cxl-dcd0',
    'host-id': 0,
    ...more,
    region: 0,
    extents: [{ offset: Number(offsetOf(life)), len: Number(LENGTH) }],
  },
  answer: null,
});

const LENGTH = 64n * MIB;
const offsetOf = (life: number): bigint => BigInt(life % 16) * LENGTH;
const extentsOf = (life: number) => [{ startDpa: 512n * MIB + offsetOf(life), lengthBytes: LENGTH }];
const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

const readLog: Ask = () => mailbox(0x0100, bytes('04'));
const readList: Ask = () => mailbox(0x4801, bytes('ffffffff00000000'));
const readConfiguration: Ask = () => mailbox(0x4800, bytes('0800'));
const clearLog: Ask = (state) => {
  const handles = state.eventLogs[DYNAMIC_CAPACITY_LOG]?.records.map(({ handle }) => handle) ?? [];
  return mailbox(
    0x0101,
    clearEventRecords.request.encode({ log: 'dynamic-capacity', clearFlags: { clearAllEvents: false }, handles }),
  );
};

/** What happens in the life of an extent, in order. */
const LIFE: readonly Ask[] = [
  (_state, life) => qmp('cxl-add-dynamic-capacity', life, { 'selection-policy': 'prescriptive' }),
  readLog,
  (_state, life) =>
    mailbox(0x4802, addDynamicCapacityResponse.request.encode({ flags: { more: false }, extents: extentsOf(life) })),
  clearLog,
  readLog,
  readList,
  readConfiguration,
  (_state, life) => qmp('cxl-release-dynamic-capacity', life, { 'removal-policy': 'prescriptive' }),
  readLog,
  (_state, life) =>
    mailbox(0x4803, releaseDynamicCapacity.request.encode({ flags: { more: false }, extents: extentsOf(life) })),
  clearLog,
  readLog,
  readList,
];

/** The record as it stands in a recording, with the engine's answer. */
function answered(event: TraceEvent, output: ReturnType<typeof step>['output']): TraceEvent {
  if (event.kind === 'mailbox' && output.kind === 'mailbox') {
    const { returnCode, response, background } = output;
    return { ...event, answer: { returnCode, response, responseLengthBytes: response.length, background } };
  }
  if (event.kind === 'qmp' && output.kind === 'return') return { ...event, answer: { return: output.value } };
  throw new Error(`every step of a life succeeds, not ${output.kind}`);
}
