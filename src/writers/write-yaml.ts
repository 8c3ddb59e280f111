import { hexNumber } from '../base/hex.js';
import { durationText, parseDuration, parseSize, sizeText } from '../base/units.js';
import { qmpCommands } from '../qmp/index.js';
import type { QmpEvent, RegisterEvent, TraceEvent } from '../trace/events.js';
import { type DeviceDescription, TRACE_VERSION, type TraceHeader } from '../trace/header.js';
import type { Side } from '../trace/sides.js';
import { plainJson } from '../yaml/yaml-node.js';
import { writtenArguments } from '../yaml/yaml-qmp.js';
import { yamlText } from '../yaml/yaml-render.js';
import { quotedText, yamlValue } from '../yaml/yaml-value.js';
import { unknownNote } from './unknown-note.js';
import { mailboxStep, type StepLine } from './write-yaml-mailbox.js';
import { Losses, type TraceWriter } from './writer.js';

/** The YAML spelling, for people: what is known by name stands by name, as far as it reads back the same. */
/** A trace that somebody wrote records both sides where it says nothing. */
const isSaidByNothing = (unrecorded: readonly Side[], recordedFrom: string | null): boolean =>
  unrecorded.length === 0 && recordedFrom === null;

export class YamlWriter implements TraceWriter {
  private readonly lost = new Losses();
  private virtualNs = 0n;

  header({ title, profile, recordedFrom, startsAtPowerOn, unrecorded, devices }: TraceHeader): string {
    const [device, ...others] = devices;
    const lines = [
      `cxltrace: ${TRACE_VERSION}`,
      ...(title === null ? [] : [`title: ${quotedText(title)}`]),
      ...(profile === null ? [] : [`profile: ${quotedText(profile)}`]),
      ...(recordedFrom === null ? [] : [`recordedFrom: ${quotedText(recordedFrom)}`]),
      ...(startsAtPowerOn ? [] : ['start: unknown']),
      ...(unrecorded === undefined || isSaidByNothing(unrecorded, recordedFrom)
        ? []
        : [`unrecorded: [${unrecorded.join(', ')}]`]),
      ...(device === undefined || others.length > 0
        ? []
        : ['device:', ...deviceLines(device).map((line) => `  ${line}`)]),
      ...(others.length === 0 ? [] : ['devices:', ...devices.flatMap((each) => listItem(deviceLines(each), '  '))]),
      'steps:',
    ];
    return `${lines.join('\n')}\n`;
  }

  event(whole: TraceEvent): string {
    const event = unknownNote(whole, this.lost);
    const [first, ...rest] = this.step(event) as [StepLine, ...StepLine[]];
    const time: readonly StepLine[] = event.timeNs === null ? [] : [['timeNs', String(event.timeNs)]];
    const lines = [first, ...time, ...rest].flatMap(([key, text]) => (text === undefined ? [] : [`${key}: ${text}`]));
    return `${listItem(lines, '  ').join('\n')}\n`;
  }

  losses(): readonly string[] {
    return this.lost.list();
  }

  private step(event: TraceEvent): readonly StepLine[] {
    switch (event.kind) {
      case 'mailbox':
        return mailboxStep(event);
      case 'qmp':
        return qmpStep(event);
      case 'qmp-event':
        return [
          ['qmp-event', quotedText(event.event)],
          ['data', yamlValue('data', event.data, plainJson)],
        ];
      case 'register':
        return registerStep(event);
      case 'clock':
        return this.clock(event.advanceNs, event.virtualNs);
      case 'log':
        if (event.deviceId !== undefined) this.lost.add('the device that a line of a log is about');
        return [
          ['log', quotedText(event.text)],
          ['source', quotedText(event.source)],
          ['severity', event.severity === undefined ? undefined : quotedText(event.severity)],
        ];
      case 'crash':
        return [
          ['crash', event.signal ?? 'null'],
          ['text', event.text === '' ? undefined : quotedText(event.text)],
          ['hung', event.hung ? 'true' : undefined],
        ];
      case 'reset':
        return [['reset', 'null']];
      case 'note':
        return [['note', quotedText(event.text)]];
      case 'expect':
        if (event.unread !== undefined) this.lost.add('an expectation that could not be read');
        return [
          ['expect', yamlText('expect', { ...(event.device && { device: event.device }), ...event.expectation })],
        ];
      default:
        return memoryStep(event);
    }
  }

  /** The clock afterwards is counted by readers: it is written where it is another than they would count. */
  private clock(advanceNs: bigint, virtualNs: bigint | null): readonly StepLine[] {
    const counted = this.virtualNs + advanceNs;
    this.virtualNs = virtualNs ?? counted;
    const isCounted = virtualNs === counted;
    return [
      ['clock', span(advanceNs)],
      ['virtualNs', isCounted ? undefined : virtualNs === null ? 'null' : span(virtualNs)],
    ];
  }
}

function memoryStep(event: Extract<TraceEvent, { kind: 'memory' | 'decoder' }>): readonly StepLine[] {
  if (event.kind === 'memory')
    return [
      ['memory', event.access],
      ['windowOffset', hexNumber(event.windowOffset)],
      ['size', String(event.size)],
      ['value', event.value === null ? undefined : hexNumber(event.value)],
    ];
  return [
    ['decoder', typeof event.decoder === 'number' ? String(event.decoder) : quotedText(event.decoder)],
    ['action', quotedText(event.action)],
    ['baseAddress', hexNumber(event.baseAddress)],
    ['sizeBytes', size(event.sizeBytes)],
  ];
}

const registerStep = (event: RegisterEvent): readonly StepLine[] => [
  ['register', event.register],
  ['access', event.access],
  ['offset', event.offset === 0 ? undefined : String(event.offset)],
  ['size', String(event.size)],
  ['value', event.value === null ? undefined : hexNumber(event.value)],
  ['mailboxAddress', event.mailboxAddress === undefined ? undefined : hexNumber(event.mailboxAddress)],
  ['deviceId', event.deviceId === undefined ? undefined : quotedText(event.deviceId)],
];

function qmpStep({ execute, arguments: given, answer }: QmpEvent): readonly StepLine[] {
  const schema = qmpCommands.get(execute)?.schema;
  const text = yamlValue('arguments', given, (node) => writtenArguments(node, schema));
  const error = answer !== null && 'error' in answer ? answer.error : null;
  return [
    ['qmp', quotedText(execute)],
    ['arguments', text === '{}' ? undefined : text],
    ['return', answer !== null && 'return' in answer ? yamlValue('return', answer.return, plainJson) : undefined],
    [
      'error',
      error === null
        ? undefined
        : `{ ${Object.entries(error)
            .map(([name, part]) => `${name}: ${quotedText(part)}`)
            .join(', ')} }`,
    ],
  ];
}

/** A time span as people write it, where that is exact. */
function span(ns: bigint): string {
  const text = durationText(ns);
  return parseDuration(text) === ns ? text : String(ns);
}

const size = (bytes: bigint): string => (parseSize(sizeText(bytes)) === bytes ? sizeText(bytes) : String(bytes));

function deviceLines(device: DeviceDescription): readonly string[] {
  const { dynamicCapacityBytes, dynamicCapacityRegions, lazyBackends, mailboxAddress } = device;
  const capacity = `{ ${lazyBackends ? 'totalSize' : 'size'}: ${size(dynamicCapacityBytes)}, regions: ${dynamicCapacityRegions} }`;
  return [
    `qomPath: ${quotedText(device.qomPath)}`,
    `serialNumber: ${hexNumber(device.serialNumber)}`,
    `volatile: ${size(device.volatileBytes)}`,
    `persistent: ${size(device.persistentBytes)}`,
    `lsa: ${size(device.lsaBytes)}`,
    ...(dynamicCapacityBytes > 0n || dynamicCapacityRegions > 0 ? [`dynamicCapacity: ${capacity}`] : []),
    ...(device.behindSwitch ? ['behindSwitch: true'] : []),
    ...(mailboxAddress === null ? [] : [`mailboxAddress: ${hexNumber(mailboxAddress)}`]),
  ];
}

/** Lines as one element of a list. */
const listItem = (lines: readonly string[], indent: string): readonly string[] =>
  lines.map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}`);
