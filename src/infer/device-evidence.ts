import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import { MIB, wrap64 } from '../base/units.js';
import { CAPACITY_UNIT_BYTES } from '../device/config.js';
import { EFFECTS_LOG_UUID } from '../device/effects-log.js';
import { identify } from '../mailbox/0001-identify.js';
import { getSupportedLogs } from '../mailbox/0400-get-supported-logs.js';
import { getLog } from '../mailbox/0401-get-log.js';
import { identifyMemoryDevice } from '../mailbox/4000-identify-memory-device.js';
import { getPartitionInfo } from '../mailbox/4100-get-partition-info.js';
import { getLsa } from '../mailbox/4102-get-lsa.js';
import { setLsa } from '../mailbox/4103-set-lsa.js';
import { clearPoison } from '../mailbox/4302-clear-poison.js';
import { getDynamicCapacityConfiguration } from '../mailbox/4800-get-dynamic-capacity-configuration.js';
import { getDcdInfo } from '../mailbox/5600-get-dcd-info.js';
import { getHostDcRegionConfiguration } from '../mailbox/5601-get-host-dc-region-configuration.js';
import type { Command } from '../protocol/command.js';
import { LINE_BYTES } from '../protocol/media-error.js';
import { RETURN_CODES } from '../protocol/return-codes.js';
import { hasSucceeded, successOf } from '../trace/answers.js';
import type { MailboxEvent, QmpEvent, TraceEvent } from '../trace/events.js';

/** What one record tells of its device: a value of a field, or a bound of it. */
export interface DeviceEvidence {
  readonly line: number;
  readonly says: Says;
}

/** Sizes in bytes. `regionBase` is a region's start behind the static capacity. */
export type Says =
  | { readonly what: 'volatileBytes' | 'persistentBytes' | 'lsaBytes' | 'serialNumber'; readonly value: bigint }
  | {
      readonly what: 'lsaAtLeast' | 'regionAtLeast' | 'regionBelow' | 'dynamicTotal' | 'effectsLogBytes';
      readonly value: bigint;
    }
  | { readonly what: 'regions' | 'regionsAtLeast' | 'regionsAtMost' | 'staticParts'; readonly value: bigint }
  | { readonly what: 'region'; readonly index: number; readonly baseDpa: bigint; readonly lengthBytes: bigint }
  | { readonly what: 'path'; readonly path: string };

/** What a record tells of the device that it concerns. */
export function evidenceOf(event: TraceEvent): readonly DeviceEvidence[] {
  const says = event.kind === 'mailbox' ? mailboxSays(event) : event.kind === 'qmp' ? qmpSays(event) : [];
  return says.map((one) => ({ line: event.line, says: one }));
}

function mailboxSays(event: MailboxEvent): readonly Says[] {
  const code = event.answer?.returnCode;
  if (event.cci === 'primary' && code !== undefined && DYNAMIC_CAPACITY_OPCODES.has(event.opcode))
    return [...supportSays(code), ...(SAYERS.get(event.opcode)?.(event) ?? [])];
  return SAYERS.get(event.opcode)?.(event) ?? [];
}

/** The commands that a device has where it has regions, and only there. */
const DYNAMIC_CAPACITY_OPCODES: ReadonlySet<number> = new Set([0x4800, 0x4801, 0x4802, 0x4803]);

const supportSays = (code: number): readonly Says[] =>
  code === RETURN_CODES.UNSUPPORTED ? [{ what: 'regionsAtMost', value: 0n }] : [{ what: 'regionsAtLeast', value: 1n }];

const blocks = (count: bigint): bigint => count * CAPACITY_UNIT_BYTES;

type Sayer = readonly [opcode: number, says: (event: MailboxEvent) => readonly Says[]];

/** What the answer to a command tells, where the device took it. */
const answerTo = <Response>(
  command: Command<unknown, Response>,
  says: (told: Response, event: MailboxEvent) => readonly Says[],
): Sayer => [
  command.opcode,
  (event) => {
    const told = successOf(event, command);
    return told === null ? [] : says(told, event);
  },
];

/** What the request of a command tells, where the device took it. */
const requestOf = <Request>(command: Command<Request, unknown>, says: (asked: Request) => readonly Says[]): Sayer => [
  command.opcode,
  (event) => {
    const asked = hasSucceeded(event, command) ? command.request.decode(event.request) : null;
    return asked === null ? [] : says(asked);
  },
];

/** By opcode, what a command tells. */
const SAYERS: ReadonlyMap<number, (event: MailboxEvent) => readonly Says[]> = new Map<number, Sayer[1]>([
  answerTo(identify, ({ serialNumber }, { cci }) =>
    cci === 'primary' ? [{ what: 'serialNumber', value: serialNumber }] : [],
  ),
  answerTo(identifyMemoryDevice, (told) => [
    { what: 'volatileBytes', value: blocks(told.volatileCapacityBlocks256MiB) },
    { what: 'persistentBytes', value: blocks(told.persistentCapacityBlocks256MiB) },
    { what: 'lsaBytes', value: BigInt(told.lsaSizeBytes) },
  ]),
  answerTo(getPartitionInfo, (told) => [
    { what: 'volatileBytes', value: blocks(told.activeVolatileBlocks256MiB) },
    { what: 'persistentBytes', value: blocks(told.activePersistentBlocks256MiB) },
  ]),
  requestOf(getLsa, ({ offset, lengthBytes }) => [{ what: 'lsaAtLeast', value: BigInt(offset) + BigInt(lengthBytes) }]),
  requestOf(setLsa, ({ offset, data }) => [{ what: 'lsaAtLeast', value: BigInt(offset) + BigInt(data.length) }]),
  requestOf(clearPoison, clearedPoisonSays),
  answerTo(getSupportedLogs, ({ logs }, { cci }) =>
    logs
      .filter(({ log }) => cci === 'primary' && log === EFFECTS_LOG_UUID)
      .slice(0, 1)
      .map(({ sizeBytes }) => ({ what: 'effectsLogBytes', value: BigInt(sizeBytes) })),
  ),
  [getLog.opcode, effectsSay],
  [getDynamicCapacityConfiguration.opcode, configurationSays],
  answerTo(getHostDcRegionConfiguration, ({ availableRegions, regions }, { request }) => {
    const asked = getHostDcRegionConfiguration.request.decode(request);
    return asked === null
      ? []
      : [{ what: 'regions', value: BigInt(availableRegions) }, ...regionsFrom(regions, asked.startingRegion)];
  }),
  answerTo(getDcdInfo, (told) => [
    { what: 'regions', value: BigInt(told.supportedRegions) },
    { what: 'dynamicTotal', value: blocks(told.totalCapacityBlocks256MiB) },
  ]),
]);

/** An address whose end wraps past 2^64 passes all checks, and then reaches Dynamic Capacity memory or kills. */
function clearedPoisonSays({ dpa }: { readonly dpa: bigint }): readonly Says[] {
  return wrap64(dpa + LINE_BYTES) < dpa ? [{ what: 'regionsAtLeast', value: 1n }] : [];
}

/** The Command Effects Log has the Dynamic Capacity commands where the device has regions, and only there. */
function effectsSay(event: MailboxEvent): readonly Says[] {
  const log = successOf(event, getLog)?.data;
  const asked = getLog.request.decode(event.request);
  if (event.cci !== 'primary' || log === undefined || log.length < 4 || asked === null || asked.offset !== 0) return [];
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const opcodes = Array.from({ length: log.length >> 2 }, (_, index) => view.getUint16(4 * index, true));
  if (opcodes.includes(getDynamicCapacityConfiguration.opcode)) return [{ what: 'regionsAtLeast', value: 1n }];
  // Opcodes stand in order: a list that ends before them says nothing of them.
  return opcodes.some((opcode) => opcode >= LAST_STATIC_OPCODE) ? [{ what: 'regionsAtMost', value: 0n }] : [];
}

/** Get Security State: every device has it, and next in order would be the Dynamic Capacity commands. */
const LAST_STATIC_OPCODE = 0x4500;

function configurationSays(event: MailboxEvent): readonly Says[] {
  const told = successOf(event, getDynamicCapacityConfiguration);
  const asked = getDynamicCapacityConfiguration.request.decode(event.request);
  if (told === null || asked === null) return [];
  const regions = regionsFrom(told.regions, asked.startingRegion);
  const first = told.regions[0];
  const parts = first === undefined ? [] : [BigInt(first.dsmadHandle - asked.startingRegion)];
  return [
    { what: 'regions', value: BigInt(told.availableRegions) },
    ...regions,
    ...parts.map((value) => ({ what: 'staticParts' as const, value })),
  ];
}

const regionsFrom = (
  regions: readonly { readonly baseDpa: bigint; readonly lengthBytes: bigint }[],
  start: number,
): readonly Says[] =>
  regions.map(({ baseDpa, lengthBytes }, index) => ({ what: 'region', index: start + index, baseDpa, lengthBytes }));

/** Words of QEMU that mean that the path of a request leads nowhere. */
const NOT_FOUND = /[Uu]nable to resolve|not found|resolve|not a CXL/;

function qmpSays(event: QmpEvent): readonly Says[] {
  const { execute, arguments: given, answer } = event;
  if (!/^cxl-/.test(execute) || !isJsonObject(given)) return [];
  // Where only requests are at hand, the operator knows the device that they are for.
  if (answer === null) return unanswered(given, execute);
  const desc = 'error' in answer ? (answer.error.desc ?? '') : null;
  if (desc !== null && (NOT_FOUND.test(desc) || /^Parameter|^Invalid parameter/.test(desc))) return [];
  const path: readonly Says[] = typeof given['path'] === 'string' ? [{ what: 'path', path: given['path'] }] : [];
  const region = given['region'];
  if (!/dynamic-capacity(?:-status)?$/.test(execute) || (typeof region !== 'number' && typeof region !== 'bigint'))
    return path;
  return [...path, ...capacitySays(BigInt(region), given['extents'], desc)];
}

/** More regions a device cannot have, and no one has more memory: whoever asks for it makes a test of it. */
const REGIONS_MAX = 8n;
const MEMORY_MAX = 1n << 50n;

/** What a request tells that got no answer. */
function unanswered(given: JsonObject, execute: string): readonly Says[] {
  const path: readonly Says[] = typeof given['path'] === 'string' ? [{ what: 'path', path: given['path'] }] : [];
  const region = wholeNumber(given['region']);
  if (execute !== 'cxl-add-dynamic-capacity' || region === null || region < 0n || region >= REGIONS_MAX) return path;
  const ends = endsOf(given['extents']).filter((end) => end <= MEMORY_MAX);
  return [
    ...path,
    { what: 'regionsAtLeast', value: region + 1n },
    ...ends.map((value) => ({ what: 'regionAtLeast' as const, value })),
  ];
}

/** What the operator's request and its answer tell of the regions. */
function capacitySays(region: bigint, extents: JsonValue | undefined, desc: string | null): readonly Says[] {
  if (desc === 'No dynamic capacity support from the device') return [{ what: 'regionsAtMost', value: 0n }];
  if (/^region id is too large$/i.test(desc ?? '')) return [{ what: 'regionsAtMost', value: region }];
  // Other refusals come after the region was found.
  const isFound = desc === null || !/policy/.test(desc);
  const exists: readonly Says[] = isFound ? [{ what: 'regionsAtLeast', value: region + 1n }] : [];
  const ends = endsOf(extents);
  if (desc === 'extent range is beyond the region end' && ends.length === 1)
    return [...exists, { what: 'regionBelow', value: ends[0] as bigint }];
  return desc === null ? [...exists, ...ends.map((value) => ({ what: 'regionAtLeast' as const, value }))] : exists;
}

const endsOf = (extents: JsonValue | undefined): readonly bigint[] =>
  extentsAsked(extents).flatMap(({ offset, lengthBytes }) => {
    const end = offset + lengthBytes;
    return end < 1n << 63n && end % MIB === 0n ? [end] : [];
  });

/** The extents of an operator's request: offset in the region and length, in bytes. */
export function extentsAsked(extents: JsonValue | undefined): readonly { offset: bigint; lengthBytes: bigint }[] {
  if (!Array.isArray(extents)) return [];
  return extents.flatMap((extent: JsonValue) => {
    if (!isJsonObject(extent)) return [];
    const offset = wholeNumber(extent['offset']);
    const lengthBytes = wholeNumber(extent['len']);
    return offset === null || lengthBytes === null ? [] : [{ offset, lengthBytes }];
  });
}

export const wholeNumber = (value: JsonValue | undefined): bigint | null =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value)) ? BigInt(value) : null;
