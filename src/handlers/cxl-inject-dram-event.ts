import { eventInjection } from '../device/inject-event.js';
import { cxlInjectDramEvent } from '../qmp/cxl-inject-dram-event.js';

const CORRECTION_MASKS = 4;

/** The record has room for four masks; more are dropped. */
const correctionMask = (given: readonly bigint[]): readonly bigint[] =>
  Array.from({ length: CORRECTION_MASKS }, (_, index) => given[index] ?? 0n);

export const cxlInjectDramEventHandler = eventInjection(cxlInjectDramEvent, (given) => ({
  recordType: 'dram',
  dpa: given.dpa,
  descriptor: given.descriptor,
  memoryEventType: given.type,
  transactionType: given['transaction-type'],
  validity: {
    channel: given.channel !== undefined,
    rank: given.rank !== undefined,
    nibbleMask: given['nibble-mask'] !== undefined,
    bankGroup: given['bank-group'] !== undefined,
    bank: given.bank !== undefined,
    row: given.row !== undefined,
    column: given.column !== undefined,
    correctionMask: given['correction-mask'] !== undefined,
  },
  channel: given.channel ?? 0,
  rank: given.rank ?? 0,
  nibbleMask: (given['nibble-mask'] ?? 0) & 0xff_ffff,
  bankGroup: given['bank-group'] ?? 0,
  bank: given.bank ?? 0,
  row: (given.row ?? 0) & 0xff_ffff,
  column: given.column ?? 0,
  correctionMask: correctionMask(given['correction-mask'] ?? []),
}));
