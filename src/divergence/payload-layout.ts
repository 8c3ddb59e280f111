import type { JsonValue } from '../base/json.js';
import { cxl31 } from '../base/spec.js';
import { CAPACITY_UNIT_BYTES } from '../device/config.js';
import { getDynamicCapacityConfiguration } from '../mailbox/4800-get-dynamic-capacity-configuration.js';
import type { Mismatch } from '../replay/mismatch.js';
import type { DivergenceKind } from './divergence.js';
import { responseOf, returnCodeOf } from './played.js';
import { valuesOf } from './values.js';
import { eachRecord } from './watch.js';

export const payloadLayout: DivergenceKind = {
  code: 'payload-layout',
  title: 'A field is laid out otherwise',
  fires:
    'A recorded field has the bytes of the replayed one in reverse order, or its value in another unit; reserved bytes differ; or a region says that it decodes less than it has.',
  explanation:
    'The device means the same and writes it differently: in the byte order of its host, in bytes instead of units of 256 MiB, or at another offset. Everything else about the answer may be right.',
  causes: [
    'fields written in host byte order on a big-endian host',
    'a size in bytes where the wire has units of 256 MiB, or the other way round',
    'a structure without a reserved field, so that what follows stands too early',
  ],
  lookAt: [
    'the bytes of both answers side by side',
    'the unit of the field in the section that is named',
    'the architecture of the host that ran the device',
  ],
  spec: [cxl31('8.2.8.4.7', 'Command Payload Registers')],
  reports: [
    'Jørgen Hansen on QEMU v6, 4 April 2024: fields written in host order on big-endian hosts',
    'Review of QEMU v3, January 2024: decode length and length of a region mixed up; the answer to an offer had no flags byte',
    'QEMU commit d29b7f3dd4, peng guo, August 2024: the restart address of a media scan had bits in its reserved part',
  ],
  mismatch: {
    claims: (mismatch) => isReserved(mismatch) || isReversed(mismatch) || isRescaled(mismatch),
    message(mismatch) {
      const { recorded, replayed } = valuesOf(mismatch);
      const how = isReserved(mismatch)
        ? 'reserved bytes are not as they should be'
        : isReversed(mismatch)
          ? 'the bytes stand in reverse order'
          : 'the value is in another unit';
      return `${mismatch.path}: recorded ${recorded}, replayed ${replayed}: ${how}`;
    },
  },
  watch: eachRecord('warning', { mailbox: [getDynamicCapacityConfiguration.opcode] }, (played) => {
    const response = returnCodeOf(played) === 0 ? responseOf(played) : null;
    const regions = response === null ? [] : (getDynamicCapacityConfiguration.response.decode(response)?.regions ?? []);
    const index = regions.findIndex(
      ({ decodeLengthBlocks256MiB, lengthBytes }) => decodeLengthBlocks256MiB * CAPACITY_UNIT_BYTES < lengthBytes,
    );
    const region = regions[index];
    if (region === undefined) return null;
    return {
      event: played.event,
      path: `response.regions[${index}].decodeLengthBlocks256MiB`,
      recorded: region.decodeLengthBlocks256MiB,
      replayed: region.decodeLengthBlocks256MiB,
      message: `region ${index} decodes ${region.decodeLengthBlocks256MiB} units of 256 MiB and has ${region.lengthBytes} bytes`,
    };
  }),
};

const isReserved = ({ path }: Mismatch): boolean => /(^|\.)_?reserved\w*$/i.test(path);

const asInteger = (value: JsonValue): bigint | null =>
  typeof value === 'number' || typeof value === 'bigint' ? BigInt(value) : null;

function isReversed({ recorded, replayed, sizeBytes = 0 }: Mismatch): boolean {
  const [left, right] = [asInteger(recorded), asInteger(replayed)];
  if (left === null || right === null || sizeBytes < 2 || left < 0n || right < 0n) return false;
  const hex = (value: bigint) => value.toString(16).padStart(2 * sizeBytes, '0');
  return hex(left) === (hex(right).match(/../g) ?? []).reverse().join('');
}

function isRescaled({ recorded, replayed }: Mismatch): boolean {
  const [left, right] = [asInteger(recorded), asInteger(replayed)];
  if (left === null || right === null || left === 0n || right === 0n) return false;
  return left * CAPACITY_UNIT_BYTES === right || right * CAPACITY_UNIT_BYTES === left;
}
