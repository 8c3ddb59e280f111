import type { DpaRange } from '../device/extents.js';
import type { PoisonedRange } from '../device/poison.js';
import { isQueried } from '../device/poison-list.js';
import { scanBytes } from '../device/scan.js';
import { getPoisonList } from '../mailbox/4300-get-poison-list.js';
import { injectPoison } from '../mailbox/4301-inject-poison.js';
import { clearPoison } from '../mailbox/4302-clear-poison.js';
import { getScanMediaResults } from '../mailbox/4305-get-scan-media-results.js';
import { LINE_BYTES } from '../protocol/media-error.js';
import { cxlInjectPoison } from '../qmp/cxl-inject-poison.js';
import type { TraceEvent } from '../trace/events.js';
import { rangesText, stretchOf, uncovered } from './ranges.js';
import { isAnswered, isOf, isTaken, refusalWords, type Scene, type Teller, taken } from './teller.js';
import { isPartlyKnown, type Stretch } from './unseen.js';

/** The poison list tells which addresses were poisoned. */
export const poisonList: Teller = {
  part: 'poison',
  codes: ['SUCCESS', 'INJECT_POISON_LIMIT_REACHED'],
  dependsOn: ({ event }) =>
    isOf(event, getPoisonList, injectPoison, getScanMediaResults) ||
    (event.kind === 'qmp' && event.execute === cxlInjectPoison.name),
  tell: (scene) => tellList(scene) ?? tellInjected(scene),
  wants: { mailbox: [getPoisonList, injectPoison, clearPoison], qmp: [cxlInjectPoison] },
  settles({ event, device }) {
    const query = taken(event, getPoisonList)?.request;
    if (query === undefined) return false;
    const { volatileBytes, persistentBytes, dynamicCapacityBytes } = device.config;
    const end = volatileBytes + persistentBytes + dynamicCapacityBytes;
    const lengthBytes = scanBytes(query);
    return query.startDpa === 0n && (lengthBytes === 0n || lengthBytes >= end);
  },
  learns: ({ event }) => touched(event),
};

function touched(event: TraceEvent): readonly Stretch[] {
  const query = taken(event, getPoisonList)?.request;
  if (query !== undefined) return [stretchOf({ startDpa: query.startDpa, lengthBytes: scanBytes(query) })];
  const line = (taken(event, injectPoison) ?? taken(event, clearPoison))?.request;
  if (line !== undefined) return [stretchOf({ startDpa: line.dpa, lengthBytes: LINE_BYTES })];
  const asked = operators(event);
  return asked !== null && event.kind === 'qmp' && isTaken(event) ? [stretchOf(asked)] : [];
}

/** The range that an operator poisons. */
function operators(event: TraceEvent): { startDpa: bigint; lengthBytes: bigint } | null {
  if (event.kind !== 'qmp' || event.execute !== cxlInjectPoison.name) return null;
  const checked = cxlInjectPoison.check(event.arguments);
  return 'error' in checked ? null : { startDpa: checked.arguments.start, lengthBytes: checked.arguments.length };
}

function tellList(scene: Scene) {
  const read = taken(scene.event, getPoisonList);
  if (read === null || read.response === null) return null;
  const { request, response } = read;
  const lengthBytes = scanBytes(request);
  const { poison } = scene.device;
  const shown = response.records.map(
    ({ address, lengthLines64B }): PoisonedRange => ({
      startDpa: address.dpa,
      lengthBytes: BigInt(lengthLines64B) * LINE_BYTES,
      source: address.source,
    }),
  );
  const [own, elsewhere] = parted(poison.list, (range) => isQueried(range, request.startDpa, lengthBytes));
  // What a narrower query has shown is a part of the range that a wider one shows.
  const more = shown.flatMap((range) => uncovered(range, own));
  if (more.some((range) => isPartlyKnown(scene.unseen, 'poison', stretchOf(range)))) return null;
  if (own.some((range) => uncovered(range, shown).length > 0)) return null;
  return {
    device: {
      ...scene.device,
      poison: {
        ...poison,
        list: [...shown, ...elsewhere],
        hasOverflowed: response.flags.overflow,
        overflowNs: response.overflowTimestampNs,
      },
    },
    value: `poisoned: ${poisonText(more)}`,
  };
}

const poisonText = (ranges: readonly DpaRange[]): string =>
  rangesText(ranges.map((range) => ({ ...range, tag: null, sharedSequence: 0 })));

function parted<Value>(all: readonly Value[], isFirst: (one: Value) => boolean): readonly [Value[], Value[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

/** An operator cannot poison what is poisoned. */
function tellInjected({ device, event, unseen }: Scene) {
  const asked = operators(event);
  if (asked === null || event.kind !== 'qmp' || refusalWords(event) === null) return null;
  if (isPartlyKnown(unseen, 'poison', stretchOf(asked))) return null;
  const list: readonly PoisonedRange[] = [...device.poison.list, { ...asked, source: 'internal' }];
  return {
    device: { ...device, poison: { ...device.poison, list } },
    value: `poisoned: some of ${poisonText(list.slice(-1))}`,
  };
}

/** The results of a scan tell that there had been one. */
export const scanResults: Teller = {
  part: 'scan-results',
  codes: ['SUCCESS', 'UNSUPPORTED'],
  dependsOn: ({ event }) => isOf(event, getScanMediaResults),
  tell({ device, event }) {
    const told = taken(event, getScanMediaResults)?.response;
    const withPoison = (changes: Partial<typeof device.poison>) => ({
      ...device,
      poison: { ...device.poison, ...changes },
    });
    if (told == null)
      return isAnswered(event, getScanMediaResults, 'UNSUPPORTED')
        ? { device: withPoison({ hasScanned: false }), value: 'never scanned' }
        : null;
    const results = told.records.map(
      ({ address, lengthLines64B }): PoisonedRange => ({
        startDpa: address.dpa,
        lengthBytes: BigInt(lengthLines64B) * LINE_BYTES,
        source: address.source,
      }),
    );
    return {
      device: withPoison({ hasScanned: true, scanResults: results }),
      value: `${results.length} results of a scan`,
    };
  },
  wants: { mailbox: [getScanMediaResults] },
  settles: ({ event }) => taken(event, getScanMediaResults) !== null,
};
