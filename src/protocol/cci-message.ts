import { cxl31 } from '../base/spec.js';
import { reserved } from '../layout/bytes.js';
import type { ValueOf } from '../layout/field.js';
import { u8, u16, u24 } from '../layout/integers.js';
import { withRest } from '../layout/message.js';
import { named } from '../layout/names.js';
import { struct } from '../layout/struct.js';

/** What a CCI message is: the command, or the answer to one. */
const CCI_CATEGORIES = { request: 0, response: 1 } as const;

const spec = cxl31('7.6.3', 'CCI Message Format');

/** The header in front of a command's payload where it travels as a message: in a tunnel, or over MCTP. */
export const CciMessageHeader = struct(
  { spec, sizeBytes: 12 },
  {
    category: named(CCI_CATEGORIES),
    /** Chosen by who asks; the answer echoes it. */
    tag: u8(),
    reserved: reserved(1),
    /** Command in the low byte, command set in the high one. */
    opcode: u16(),
    payloadLengthBytes: u24(),
    returnCode: u16(),
    vendorSpecificStatus: u16(),
  },
);

export type CciMessageHeader = ValueOf<typeof CciMessageHeader>;

/** A whole message, as it travels over MCTP. */
export const CciMessage = withRest({ spec, sizeBytes: 12 }, { header: CciMessageHeader }, 'payload');

/** The header of an answer to `request`. */
export const cciAnswerHeader = (
  request: CciMessageHeader,
  returnCode: number,
  payloadLengthBytes: number,
): CciMessageHeader => ({
  category: 'response',
  tag: request.tag,
  opcode: request.opcode,
  payloadLengthBytes,
  returnCode,
  vendorSpecificStatus: 0,
});
