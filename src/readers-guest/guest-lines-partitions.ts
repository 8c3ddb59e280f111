import { BARE_HEX, HEX, INT, oneOf, SIZE, WORD } from '../readers/line-holes.js';
import { type LineRule, line } from '../readers/line-rule.js';

/** What v8 and later call a partition was a region before. */
const PARTITION = oneOf('partition', 'region');
const PARTITIONS = oneOf('partitions', 'regions');

/** Lines on what Get Dynamic Capacity Configuration told the driver. Sizes there are decimal. */
export const partitionLines: readonly LineRule[] = [
  line`Read ${INT}/${INT} DC ${PARTITIONS}`.says((returned, available) => ({
    kind: 'partitions-read',
    returned,
    available,
  })),
  line`DC ${PARTITION} ${INT} start ${SIZE} start ${SIZE} size ${SIZE}`.says(
    (_name, index, startDpa, _start, lengthBytes) => ({ kind: 'partition', index, startDpa, lengthBytes }),
  ),
  line`DC ${PARTITION} ${INT} DPA: ${HEX} LEN: ${HEX} BLKSZ: ${HEX}`.says((_name, index, dpa, length) => ({
    kind: 'partition',
    index,
    startDpa: BigInt(dpa),
    lengthBytes: BigInt(length),
  })),
  line`Adding dynamic ram partition ${WORD}; ${SIZE} size ${SIZE}`.says((name, _start, lengthBytes) => ({
    kind: 'partition-added',
    name,
    lengthBytes,
  })),
  line`Invalid num of dynamic capacity ${PARTITIONS} ${INT}`.says((_name, count) => ({
    kind: 'configuration-fault',
    partition: null,
    why: `${count} partitions`,
  })),
  line`DPA ordering violation for DC ${PARTITION} ${INT} and ${INT}`.says((_name, partition, other) => ({
    kind: 'configuration-fault',
    partition,
    why: `overlaps partition ${other} or lies behind it`,
  })),
  line`DC ${PARTITION} ${INT} invalid start ${SIZE} blk size ${SIZE}`.says((_name, partition, start, block) => ({
    kind: 'configuration-fault',
    partition,
    why: `start ${start} with blocks of ${block} bytes`,
  })),
  line`DC ${PARTITION} ${INT} invalid length; size ${SIZE} len ${SIZE} blk size ${SIZE}`.says(
    (_name, partition, size, length, block) => ({
      kind: 'configuration-fault',
      partition,
      why: `size ${size}, length ${length} with blocks of ${block} bytes`,
    }),
  ),
  line`DC ${PARTITION} ${INT} invalid block size; ${SIZE}`.says((_name, partition, block) => ({
    kind: 'configuration-fault',
    partition,
    why: `blocks of ${block} bytes`,
  })),
  line`DSMAD handle 0x${BARE_HEX} has non-zero reserved bits`.says((handle) => ({
    kind: 'configuration-fault',
    partition: null,
    why: `reserved bits set in DSMAD handle ${handle}`,
  })),
  line`Dynamic Capacity skip from pmem not supported: ${SIZE}`.says((gap) => ({
    kind: 'configuration-fault',
    partition: 0,
    why: `${gap} bytes between persistent and dynamic capacity`,
  })),
];
