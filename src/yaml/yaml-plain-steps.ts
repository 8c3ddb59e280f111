import { REGISTER_NAMES } from '../trace/events.js';
import { ORIGIN_KEYS, originOf, type StepKind, standOf } from './yaml-step.js';

const SIGNAL = /^SIG[A-Z0-9]+$/;

/** The registers that are 4 bytes wide; the others take 8. */
const NARROW_REGISTERS: readonly string[] = ['mailbox-capability', 'mailbox-control'];

export const clock: StepKind = {
  main: 'advanceNs',
  mayNest: true,
  keys: ['advanceNs', 'virtualNs'],
  read: (fields, stand) => {
    const advanceNs = fields.duration('advanceNs');
    const counted = stand.isDeath ? null : stand.virtualNs + advanceNs;
    const virtualNs = fields.isNull('virtualNs')
      ? null
      : fields.has('virtualNs')
        ? fields.duration('virtualNs')
        : counted;
    return { ...standOf(stand), kind: 'clock', advanceNs, virtualNs };
  },
};

export const register: StepKind = {
  main: 'register',
  mayNest: true,
  keys: ['register', 'access', 'offset', 'size', 'value', ...ORIGIN_KEYS],
  read: (fields, stand) => {
    const name = fields.oneOf('register', REGISTER_NAMES);
    const access = fields.has('access') ? fields.oneOf('access', ['read', 'write']) : 'read';
    const width = NARROW_REGISTERS.includes(name) ? 4 : 8;
    return {
      ...standOf(stand),
      kind: 'register',
      access,
      register: name,
      offset: fields.isGiven('offset') ? fields.integer('offset', 0xffff) : 0,
      size: fields.isGiven('size') ? fields.integer('size', 8) : width,
      value: access === 'write' || fields.isGiven('value') ? fields.size('value') : null,
      ...originOf(fields),
    };
  },
};

export const reset: StepKind = {
  main: null,
  mayNest: true,
  keys: [],
  read: (_fields, stand) => ({ ...standOf(stand), kind: 'reset' }),
};

export const crash: StepKind = {
  main: 'signal',
  mayNest: true,
  keys: ['signal', 'text', 'hung'],
  read: (fields, stand) => {
    const signal = fields.optionalText('signal');
    if (signal !== null && !SIGNAL.test(signal))
      fields.wrong('signal', 'a signal like SIGSEGV, or nothing where it is not known (last words are "text")');
    return {
      ...standOf(stand),
      kind: 'crash',
      signal,
      text: fields.optionalText('text') ?? '',
      hung: fields.isGiven('hung') && fields.boolean('hung'),
    };
  },
};

export const log: StepKind = {
  main: 'text',
  mayNest: true,
  keys: ['text', 'source', 'severity'],
  read: (fields, stand) => ({
    ...standOf(stand),
    kind: 'log',
    source: fields.optionalText('source') ?? 'qemu',
    text: fields.text('text'),
    ...(fields.isGiven('severity') && { severity: fields.text('severity') }),
  }),
};

const numberOrName = (text: string): number | string => (/^[0-9]{1,9}$/.test(text) ? Number(text) : text);

export const decoder: StepKind = {
  main: 'decoder',
  mayNest: true,
  keys: ['decoder', 'action', 'baseAddress', 'sizeBytes'],
  read: (fields, stand) => ({
    ...standOf(stand),
    kind: 'decoder',
    action: fields.text('action', 'what was done, like commit or uncommit'),
    decoder: numberOrName(fields.text('decoder', 'the decoder, like 0 or decoder3.0')),
    baseAddress: fields.size('baseAddress'),
    sizeBytes: fields.size('sizeBytes'),
  }),
};

export const memory: StepKind = {
  main: 'access',
  mayNest: true,
  keys: ['access', 'windowOffset', 'size', 'value'],
  read: (fields, stand) => ({
    ...standOf(stand),
    kind: 'memory',
    access: fields.oneOf('access', ['read', 'write']),
    windowOffset: fields.size('windowOffset'),
    size: fields.isGiven('size') ? fields.integer('size', 8) : 8,
    value: fields.isGiven('value') ? fields.size('value') : null,
  }),
};

export const note: StepKind = {
  main: 'text',
  mayNest: true,
  keys: ['text'],
  read: (fields, stand) => ({ ...standOf(stand), kind: 'note', text: fields.text('text') }),
};
