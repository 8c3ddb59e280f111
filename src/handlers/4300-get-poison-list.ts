import { larger, smaller, wrap32, wrap64 } from '../base/units.js';
import { crash, refuse, succeed } from '../device/outcome.js';
import type { PoisonedRange, PoisonQuery } from '../device/poison.js';
import { isQueried, lineStart } from '../device/poison-list.js';
import { defineHandler } from '../device/profile.js';
import { isScanning, scanBytes } from '../device/scan.js';
import type { DeviceState } from '../device/state.js';
import { getPoisonList } from '../mailbox/4300-get-poison-list.js';
import { LINE_BYTES, MediaErrorRecord } from '../protocol/media-error.js';

export const getPoisonListHandler = defineHandler(getPoisonList, {
  concerns: ['poison'],
  refusedWhileMediaDisabled: true,
  handle(state, request, { profile }) {
    const { startDpa } = request;
    if (startDpa % LINE_BYTES !== 0n) return refuse(state, 'INVALID_INPUT', 'the start is not aligned to 64 bytes');
    const lengthBytes = scanBytes(request);
    const { list, hasOverflowed, overflowNs } = state.poison;
    const found = list.filter((range) => isQueried(range, startDpa, lengthBytes));
    const room = Math.floor(
      (profile.constants.payloadBytes - getPoisonList.response.sizeBytes) / MediaErrorRecord.sizeBytes,
    );
    if (found.length > room && profile.behaviours.poisonListLimit === 'dies') return crash('poison-list-too-long');
    const returned = alreadyReturned(state, request);
    const part = found.slice(returned, returned + room);
    const remains = found.length > returned + part.length;
    const openQuery = remains ? { ...request, returned: returned + part.length } : null;
    const after = openQuery === state.poison.openQuery ? state : { ...state, poison: { ...state.poison, openQuery } };
    return succeed(after, {
      flags: { moreMediaErrorRecords: remains, overflow: hasOverflowed, scanInProgress: isScanning(state) },
      overflowTimestampNs: hasOverflowed ? overflowNs : 0n,
      records: part.map((range) => recordWithin(range, startDpa, lengthBytes)),
    });
  },
  follow(state, request, { response }) {
    if (response === null) return state;
    const lengthBytes = scanBytes(request);
    const elsewhere = state.poison.list.filter((range) => !isQueried(range, request.startDpa, lengthBytes));
    const recorded = response.records.map(({ address, lengthLines64B }) => ({
      startDpa: address.dpa,
      lengthBytes: BigInt(lengthLines64B) * LINE_BYTES,
      source: address.source,
    }));
    return {
      ...state,
      poison: {
        ...state.poison,
        list: [...recorded, ...elsewhere],
        hasOverflowed: response.flags.overflow,
        overflowNs: response.overflowTimestampNs,
      },
    };
  },
});

/** How many ranges the same query before has returned; any other begins anew. */
function alreadyReturned({ poison: { openQuery } }: DeviceState, query: Omit<PoisonQuery, 'returned'>): number {
  const isSame = openQuery?.startDpa === query.startDpa && openQuery.lengthLines64B === query.lengthLines64B;
  return isSame ? openQuery.returned : 0;
}

/** The part of a range that lies within the query; a start inside a line is rounded down to the line. */
function recordWithin(range: PoisonedRange, queryStart: bigint, queryBytes: bigint) {
  const rangeStart = lineStart(range.startDpa);
  const start = larger(rangeStart, queryStart);
  const end = smaller(wrap64(rangeStart + range.lengthBytes), wrap64(queryStart + queryBytes));
  return {
    address: { dpa: start, source: range.source },
    lengthLines64B: wrap32(wrap64(end - start) / LINE_BYTES),
  };
}
