import { bits } from '../layout/bits.js';

/** How one event log interrupts (CXL 3.1 §8.2.9.2.4): mode 0 none, 1 MSI/MSI-X, 2 firmware; and the vector. */
export const interruptSettings = () => bits(1, { mode: 2, _reserved: 2, messageNumber: 4 });
