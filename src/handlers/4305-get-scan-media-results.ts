import { wrap32 } from '../base/units.js';
import { refuse, succeed } from '../device/outcome.js';
import { lineStart } from '../device/poison-list.js';
import { defineHandler } from '../device/profile.js';
import { getScanMediaResults } from '../mailbox/4305-get-scan-media-results.js';
import { LINE_BYTES, MediaErrorRecord } from '../protocol/media-error.js';

export const getScanMediaResultsHandler = defineHandler(getScanMediaResults, {
  concerns: ['poison'],
  handle(state, _request, { profile }) {
    const { hasScanned, scanResults } = state.poison;
    if (!hasScanned) return refuse(state, 'UNSUPPORTED', 'no scan has completed');
    const room = profile.constants.payloadBytes - getScanMediaResults.response.sizeBytes;
    const returned = scanResults.slice(0, Math.floor(room / MediaErrorRecord.sizeBytes));
    const rest = scanResults.slice(returned.length);
    // What was returned once is gone.
    return succeed(
      { ...state, poison: { ...state.poison, scanResults: rest } },
      {
        restartDpa: 0n,
        restartLengthLines64B: 0n,
        flags: { moreMediaErrorRecords: rest.length > 0, scanStoppedPrematurely: false },
        // The source of the poison is left out here.
        records: returned.map(({ startDpa, lengthBytes }) => ({
          address: { dpa: lineStart(startDpa), source: 'unknown' as const },
          lengthLines64B: wrap32(lengthBytes / LINE_BYTES),
        })),
      },
    );
  },
  follow(state, _request, { response }) {
    const rest = response?.flags.moreMediaErrorRecords ? state.poison.scanResults : [];
    return { ...state, poison: { ...state.poison, hasScanned: true, scanResults: rest } };
  },
});
