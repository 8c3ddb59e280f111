import { cxl31 } from '../base/spec.js';
import { bits } from '../layout/bits.js';
import { reserved, reservedKept } from '../layout/bytes.js';
import { u16, u64 } from '../layout/integers.js';
import { struct } from '../layout/struct.js';
import { uuid } from '../layout/uuid.js';

/** A Dynamic Capacity extent with its tag, as events and extent lists carry it: 40 bytes. */
export const DynamicCapacityExtent = struct(
  { spec: cxl31('8.2.9.2.1.6', 'Dynamic Capacity Extent'), sizeBytes: 40 },
  {
    startDpa: u64(),
    lengthBytes: u64(),
    tag: uuid(),
    sharedSequence: u16(),
    // A device may echo what a fabric manager wrote here.
    reserved: reservedKept(6),
  },
);

/** An extent as the host names it in its answers: no tag, 24 bytes. */
export const UpdatedExtent = struct(
  { spec: cxl31('8.2.9.9.9.3', 'Updated Extent'), sizeBytes: 24 },
  { startDpa: u64(), lengthBytes: u64(), reserved: reserved(8) },
);

/** The flags of a host's answer: More says that further messages follow for the same offer. */
export const updatedExtentFlags = () => bits(1, { more: 1, _reserved: 7 });
