import type { Parser } from 'binary-parser';
import { Slab } from '../base/slab.js';
import { elementParser } from './array.js';
import type { Field } from './field.js';
import { elementsPresent, type MessageShape } from './message-shape.js';
import { rootParser } from './root-parser.js';

const listParsers = new WeakMap<Field<unknown>, Parser>();

function decodeList(element: Field<unknown>, data: Uint8Array): unknown[] {
  if (data.length === 0) return [];
  let parser = listParsers.get(element);
  if (parser === undefined) {
    parser = rootParser().array('list', { type: elementParser(element), readUntil: 'eof' });
    listParsers.set(element, parser);
  }
  return parser.parse(data).list.map(({ v }: { v: unknown }) => element.fromRaw(v));
}

/** The value of a payload that is long enough; what follows its end is not looked at. */
export function decode(shape: MessageShape, payload: Uint8Array): Record<string, unknown> {
  const { headPart, trailerPart, optionalPart } = shape;
  const value = headPart.struct.read(payload);
  let at = headPart.struct.sizeBytes;
  if (shape.list) {
    const end = at + elementsPresent(shape, payload) * shape.list.element.sizeBytes;
    value[shape.list.name] = decodeList(shape.list.element, payload.subarray(at, end));
    at = end;
  }
  if (trailerPart) Object.assign(value, trailerPart.struct.read(payload.subarray(at)));
  if (optionalPart && payload.length >= at + optionalPart.struct.sizeBytes)
    Object.assign(value, optionalPart.struct.read(payload.subarray(at)));
  if (shape.rest) value[shape.rest] = payload.subarray(at);
  return value;
}

const NOTHING = new Uint8Array();

/** Payloads are many and short. */
const slab = new Slab(1 << 16);

/** The bytes of a value. */
export function encode(shape: MessageShape, value: Readonly<Record<string, unknown>>): Uint8Array {
  const elements = shape.list ? (value[shape.list.name] as readonly unknown[]) : [];
  const rest = shape.rest ? (value[shape.rest] as Uint8Array) : null;
  const withOptional = shape.optionalPart?.entries.some(({ name }) => value[name] !== undefined) ?? false;
  const listBytes = elements.length * (shape.list?.element.sizeBytes ?? 0);
  const optionalBytes = withOptional ? (shape.optionalPart?.struct.sizeBytes ?? 0) : 0;
  const length = shape.sizeBytes + listBytes + (rest?.length ?? 0) + optionalBytes;
  if (length === 0) return NOTHING;
  const start = slab.take(length);
  const { bytes, view } = slab;
  shape.headPart.struct.write(view, start, value);
  let at = start + shape.headPart.struct.sizeBytes;
  if (shape.list) {
    const { element } = shape.list;
    shape.countEntry?.field.write(view, start + shape.countEntry.offsetBytes, elements.length);
    for (const one of elements) {
      element.write(view, at, one);
      at += element.sizeBytes;
    }
  }
  shape.trailerPart?.struct.write(view, at, value);
  if (withOptional) shape.optionalPart?.struct.write(view, at, value);
  if (rest) bytes.set(rest, at);
  return bytes.subarray(start, start + length);
}
