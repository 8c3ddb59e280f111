import { ADDRESS, HEX, INT, oneOf, RESOURCE, TEXT, WORD } from '../readers/line-holes.js';
import { type LineRule, line } from '../readers/line-rule.js';

/** Lines on registers, static capacity and decoders: what they say of the device itself. */
export const platformLines: readonly LineRule[] = [
  line`Mapped CXL Memory Device resource ${ADDRESS}`.says((address) => ({ kind: 'registers-mapped', address })),
  line`found ${TEXT} capability (${HEX})`.says((capability, offset) => ({
    kind: 'capability-found',
    capability,
    offset,
  })),
  line`DPA(${WORD}): ${RESOURCE}`.says((partition, range) => ({ kind: 'static-capacity', partition, range })),
  line`DPA(${WORD}): no capacity`.says((partition) => ({ kind: 'static-capacity', partition, range: null })),
  line`decoder${WORD}: range: ${ADDRESS}-${ADDRESS} iw: ${INT} ig: ${INT}`.says((decoder, first, last, ways) => ({
    kind: 'decoder-range',
    decoder: `decoder${decoder}`,
    range: { start: first, lengthBytes: BigInt.asUintN(64, last - first + 1n) },
    ways,
  })),
  line`dpa:${ADDRESS} mapped in ${oneOf('region', 'endpoint')}:${WORD}`.says((dpa, _what, where) => ({
    kind: 'dpa-mapped',
    dpa,
    where,
  })),
  line`${WORD}: created region${INT}`.says((decoder, number) => ({
    kind: 'region-created',
    region: `region${number}`,
    decoder,
  })),
  line`${WORD}: register dax_region${INT}`.says((region, number) => ({
    kind: 'dax-region-registered',
    region,
    daxRegion: `dax_region${number}`,
  })),
  line`${oneOf('CXL', 'PCIe')} Bus Error: severity=${TEXT}`.says((bus, severity) => ({
    kind: 'protocol-error',
    bus,
    severity,
  })),
  line`AER: ${oneOf('CXL', 'PCIe')} Bus Error: severity=${TEXT}`.says((bus, severity) => ({
    kind: 'protocol-error',
    bus,
    severity,
  })),
  line`Probing device registers...`.isNote(),
  line`Set up component registers`.isNote(),
  line`Unknown CM cap ID: ${TEXT}`.isNote(),
  line`Unknown Vendor/DVSEC ID: ${TEXT}`.isNote(),
  line`Unknown device register capability: ${TEXT}`.isNote(),
  line`registers not found: ${TEXT}`.isNote(),
  line`${WORD} registers not found`.isNote(),
  line`No CXL ${oneOf('Features discovered', 'FWCTL setup')}`.isNote(),
  line`  device ${TEXT} error status/mask=${TEXT}`.isNote(),
  line`  ${oneOf('  ', ' ', '')}[${INT}] ${TEXT}`.isNote(),
  line`${WORD}: memdev disabled, abort error handling`.isNote(),
  line`${WORD}: restart CXL.mem after slot reset`.isNote(),
  line`${WORD}: error resume successful`.isNote(),
  line`${WORD}: frozen state error detected, disable CXL.mem`.isNote(),
  line`${oneOf('Correctable', 'Uncorrectable')} RAS Errors Mask: ${TEXT}`.isNote(),
  line`AER: ${TEXT}`.isNote(),
  line`DSMAS: dpa: ${TEXT}`.isNote(),
  line`no partition for dsmas dpa: ${TEXT}`.isNote(),
  line`CDAT length ${INT}`.isNote(),
];
