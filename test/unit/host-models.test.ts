import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/base/hex.js';
import { MIB, NS_PER_S } from '../../src/base/units.js';
import { type DeviceState, initialState } from '../../src/device/state.js';
import { step } from '../../src/device/step.js';
import type { HostModel } from '../../src/host/host.js';
import { type HostMemory, newMemory } from '../../src/host/host-memory.js';
import { hosts } from '../../src/host/index.js';
import { qemu100 } from '../../src/profiles/qemu-10.0.js';
import { hostTurn } from '../../src/replay/modelled-host.js';
import type { HostName } from '../../src/trace/sides.js';
import { TEST_DEVICE } from '../engine.js';

type Offer = readonly (readonly [offset: bigint, len: bigint])[];

/** A device with a host that is woken after each request of the operator. */
class Played {
  device: DeviceState = initialState(TEST_DEVICE);
  memory: HostMemory = newMemory;
  sent: readonly string[] = [];
  private readonly model: HostModel;

  constructor(name: HostName) {
    this.model = hosts.get(name) as HostModel;
  }

  ask(execute: 'add' | 'release', extents: Offer, more: { region?: number; tag?: string } = {}): this {
    const isAdd = execute === 'add';
    const stepped = step(qemu100, this.device, {
      kind: 'qmp',
      execute: `cxl-${execute}-dynamic-capacity`,
      arguments: {
        path: TEST_DEVICE.qomPath,
        'host-id': 0,
        [isAdd ? 'selection-policy' : 'removal-policy']: 'prescriptive',
        region: more.region ?? 0,
        ...(more.tag !== undefined && { tag: more.tag }),
        extents: extents.map(([offset, len]) => ({ offset, len })),
      },
    });
    expect(stepped.output.kind).toBe('return');
    this.device = stepped.state;
    return this;
  }

  wake(timeNs: bigint | null = null): this {
    const place = { kind: 'note', seq: 1, line: 1, timeNs, text: '' } as const;
    const turn = hostTurn(qemu100, this.device, this.model, this.memory, place);
    this.memory = turn.memory;
    this.device = turn.played.at(-1)?.device ?? this.device;
    this.sent = turn.played.flatMap(({ comparison: { event } }) =>
      event.kind === 'mailbox' ? [`${event.opcode.toString(16)} ${toHex(event.request)}`] : [],
    );
    return this;
  }

  get accepted(): readonly string[] {
    return this.device.dynamicCapacity.accepted.map((one) => `${one.startDpa.toString(16)}+${one.lengthBytes / MIB}M`);
  }
}

const TAG = '5be13bce-ae34-4a77-b6c3-16df975fcf1a';
/** Region 0 of the device begins here. */
const BASE = (TEST_DEVICE.volatileBytes + TEST_DEVICE.persistentBytes).toString(16);

describe('the Linux host', () => {
  it('reads the event, answers, clears the event and looks again', () => {
    const host = new Played('linux').ask('add', [[0n, 2n * MIB]]).wake();
    expect(host.sent.map((one) => one.slice(0, 4))).toEqual(['4800', '100 ', '4802', '101 ', '100 ']);
    expect(host.accepted).toEqual([`${BASE}+2M`]);
    expect(host.device.eventLogs[4]?.records).toEqual([]);
  });

  it('answers a chain at once, all groups of it in one response', () => {
    const offer: Offer = [
      [0n, 2n * MIB],
      [8n * MIB, 2n * MIB],
    ];
    const host = new Played('linux').ask('add', offer).wake();
    expect(host.sent.filter((one) => one.startsWith('4802'))).toHaveLength(1);
    expect(host.accepted).toHaveLength(2);
  });

  it('takes no second allocation with a tag that it has, and refuses by an empty response', () => {
    const host = new Played('linux').ask('add', [[0n, 2n * MIB]], { tag: TAG }).wake();
    // This device keeps no tag in its events: as a host that sees tags would have it.
    host.memory = { ...host.memory, held: host.memory.held.map((one) => ({ ...one, tag: TAG })) };
    const records = host.ask('add', [[8n * MIB, 2n * MIB]], { tag: TAG }).device.eventLogs[4]?.records ?? [];
    const tagged = records.map((one) => ('extent' in one ? { ...one, extent: { ...one.extent, tag: TAG } } : one));
    const [log] = host.device.eventLogs.slice(4);
    if (log !== undefined)
      host.device = { ...host.device, eventLogs: host.device.eventLogs.with(4, { ...log, records: tagged }) };
    host.wake();
    expect(host.sent).toContain(`4802 ${'00'.repeat(8)}`);
    expect(host.accepted).toHaveLength(1);
    expect(host.device.dynamicCapacity.pending).toEqual([]);
  });

  it('gives back the whole group that an extent came in', () => {
    const offer: Offer = [
      [0n, 2n * MIB],
      [8n * MIB, 2n * MIB],
    ];
    const host = new Played('linux')
      .ask('add', offer)
      .wake()
      .ask('release', [[0n, 2n * MIB]])
      .wake();
    expect(host.accepted).toEqual([]);
    expect(host.sent.filter((one) => one.startsWith('4803'))).toHaveLength(2);
  });

  it('waits for the end of a chain, and refuses it after 20 seconds', () => {
    // The log has room for 8 records: the last ones of the chain are lost.
    const many: Offer = Array.from({ length: 12 }, (_, index) => [BigInt(index) * 8n * MIB, 2n * MIB] as const);
    const host = new Played('linux').ask('add', many).wake(0n);
    expect(host.sent.some((one) => one.startsWith('4802'))).toBe(false);
    expect(host.memory.staged).toHaveLength(8);
    expect(host.wake(19n * NS_PER_S).sent.some((one) => one.startsWith('4802'))).toBe(false);
    expect(host.wake(20n * NS_PER_S).sent).toContain(`4802 ${'00'.repeat(8)}`);
    expect(host.device.dynamicCapacity.pending).toEqual([]);
  });
});

describe('the host that accepts all', () => {
  it('accepts what it has read of a chain that has no end', () => {
    const many: Offer = Array.from({ length: 12 }, (_, index) => [BigInt(index) * 8n * MIB, 2n * MIB] as const);
    expect(new Played('accept-all').ask('add', many).wake().accepted).toHaveLength(8);
  });

  it('gives back just what it is asked for', () => {
    const host = new Played('accept-all').ask('add', [[0n, 4n * MIB]]).wake();
    expect(host.ask('release', [[0n, 2n * MIB]]).wake().accepted).toEqual([
      `${(BigInt(`0x${BASE}`) + 2n * MIB).toString(16)}+2M`,
    ]);
  });
});

describe('nobody', () => {
  it('sends nothing', () => {
    expect(new Played('none').ask('add', [[0n, 2n * MIB]]).wake().sent).toEqual([]);
  });
});
