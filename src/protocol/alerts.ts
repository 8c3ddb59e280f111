import { bits } from '../layout/bits.js';

/** One bit for each alert that a host can program (CXL 3.1 §8.2.9.9.3.2). */
export const alertBits = () =>
  bits(1, {
    lifeUsed: 1,
    overTemperature: 1,
    underTemperature: 1,
    correctedVolatileErrors: 1,
    correctedPersistentErrors: 1,
    _reserved: 3,
  });
