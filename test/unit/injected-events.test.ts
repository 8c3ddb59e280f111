import { describe, expect, it } from 'vitest';
import { Engine, le64 } from '../engine.js';

const RECORD_CHARS = 2 * 128;
const HEAD_CHARS = 3 + 2 * 32;

/** The records of a log as hex, one string each. */
function records(engine: Engine, log: string): readonly string[] {
  const hex = engine.mailbox(0x0100, log).slice(HEAD_CHARS);
  return hex.match(new RegExp(`.{${RECORD_CHARS}}`, 'g')) ?? [];
}

const body = (record: string | undefined): string => (record ?? '').slice(2 * 48).replace(/(00)+$/, '');

const MEDIA = { path: 'mem0', log: 'failure', flags: 0xa5, descriptor: 1, type: 2, 'transaction-type': 3 };
const DPA = 0x1122334455667788n;

describe('a general media event', () => {
  it('with everything given', () => {
    const engine = new Engine();
    const given = { channel: 4, rank: 5, device: 0x06070809, 'component-id': 'abcdefghijklmnopqrst' };
    expect(engine.qmp('cxl-inject-general-media-event', { ...MEDIA, dpa: DPA, ...given })).toBe('ok');
    const [record] = records(engine, '02');
    // UUID, length, all eight flag bits, handle 1.
    expect(record?.slice(0, 2 * 24)).toBe('fbcd0a77c260417f85a9088b1621eba6' + '80' + 'a50000' + '0100' + '0000');
    // The device is cut to 24 bits, the component id to 15 bytes.
    expect(body(record)).toBe(
      '8877665544332211' + '010203' + '0f00' + '04' + '05' + '090807' + '6162636465666768696a6b6c6d6e6f',
    );
    expect(engine.state.registers.eventStatus).toBe(1 << 2);
  });

  it('validity says what was given, an empty component id too', () => {
    const engine = new Engine();
    engine.qmp('cxl-inject-general-media-event', { ...MEDIA, dpa: 1, rank: 0, 'component-id': '' });
    expect(body(records(engine, '02')[0])).toBe('0100000000000000' + '010203' + '0a');
  });
});

describe('a DRAM event', () => {
  const all = {
    channel: 4,
    rank: 5,
    'nibble-mask': 0x06070809,
    'bank-group': 10,
    bank: 11,
    row: 0x0c0d0e0f,
    column: 0x1011,
    'correction-mask': [1, 2, 3, 4, 5],
  };

  it('with everything given: nibble mask and row are cut to 24 bits, the fifth mask is dropped', () => {
    const engine = new Engine();
    engine.qmp('cxl-inject-dram-event', { ...MEDIA, dpa: DPA, ...all });
    expect(body(records(engine, '02')[0])).toBe(
      '8877665544332211' +
        '010203' +
        'ff00' +
        '04' +
        '05' +
        '090807' +
        '0a' +
        '0b' +
        '0f0e0d' +
        '1110' +
        [1, 2, 3].map(le64).join('') +
        '04',
    );
  });

  it('an empty list of masks is one that was given', () => {
    const engine = new Engine();
    engine.qmp('cxl-inject-dram-event', { ...MEDIA, dpa: 0, 'correction-mask': [] });
    expect(body(records(engine, '02')[0])).toBe('0000000000000000' + '010203' + '80');
  });
});

describe('a memory module event', () => {
  it('with everything given', () => {
    const engine = new Engine();
    engine.qmp('cxl-inject-memory-module-event', {
      path: 'mem0',
      log: 'informational',
      flags: 0,
      type: 2,
      'health-status': 3,
      'media-status': 4,
      'additional-status': 5,
      'life-used': 6,
      temperature: -7,
      'dirty-shutdown-count': 8,
      'corrected-volatile-error-count': 9,
      'corrected-persistent-error-count': 10,
    });
    expect(body(records(engine, '00')[0])).toBe('0203040506' + 'f9ff' + '08000000' + '09000000' + '0a');
  });
});

describe('a full log', () => {
  it('drops the ninth record silently and keeps the times of the first and the last loss', () => {
    const engine = new Engine();
    engine.mailbox(0x0301, le64(1000));
    const inject = (dpa: number) => engine.qmp('cxl-inject-general-media-event', { ...MEDIA, dpa });
    for (let dpa = 0; dpa < 9; dpa++) expect(inject(dpa)).toBe('ok');
    engine.advanceMs(1);
    expect(inject(9)).toBe('ok');
    // Overflow and more records, two losses, their times, eight records.
    expect(engine.mailbox(0x0100, '02').slice(0, 3 + 2 * 22)).toBe(`00 03000200${le64(1000)}${le64(1_001_000)}0800`);
    // A record that goes makes room and forgets the loss; the handle is the next in turn.
    expect(engine.mailbox(0x0101, '020001000000' + '0100')).toBe('00');
    expect(inject(10)).toBe('ok');
    expect(engine.mailbox(0x0100, '02').slice(0, 3 + 8)).toBe('00 02000000');
    expect(
      records(engine, '02')
        .at(-1)
        ?.slice(2 * 20, 2 * 22),
    ).toBe('0900');
  });
});
