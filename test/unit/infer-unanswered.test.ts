import { describe, expect, it } from 'vitest';
import { inferDevice } from '../../src/infer/infer-device.js';
import { DEFAULT_DEVICE } from '../../src/trace/header.js';
import { readTrace } from '../bundled.js';

/** The device that requests alone show, as a script has them. */
const deviceOf = (region: number, lengthBytes: bigint) => {
  const add = `{"execute":"cxl-add-dynamic-capacity","arguments":{"path":"/machine/peripheral/dcd3","host-id":0,"selection-policy":"prescriptive","region":${region},"extents":[{"offset":0,"len":${lengthBytes}}]}}`;
  return inferDevice(DEFAULT_DEVICE, readTrace(Buffer.from(`{"execute":"qmp_capabilities"}${add}`)).events, null)
    .device;
};

describe('requests without answers', () => {
  it('are for a device that has what they ask for', () => {
    expect(deviceOf(1, 8n << 30n)).toMatchObject({
      qomPath: '/machine/peripheral/dcd3',
      dynamicCapacityRegions: 2,
      dynamicCapacityBytes: 16n << 30n,
    });
  });

  it('may ask for what no device has', () => {
    expect(deviceOf(9, 128n << 20n).dynamicCapacityRegions).toBe(0);
    expect(deviceOf(0, 1n << 60n).dynamicCapacityBytes).toBeLessThan(1n << 50n);
  });
});
