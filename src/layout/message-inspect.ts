import { type Field, joinPath, type Leaf } from './field.js';
import { elementsPresent, type MessageShape, statedCount } from './message-shape.js';

/** What is odd about a payload, beside its value. */
export interface Oddity {
  readonly code: 'short-payload' | 'trailing-bytes' | 'reserved-bits-set' | 'count-mismatch';
  readonly path: string;
  readonly offsetBytes: number;
  readonly message: string;
}

/** The field at a byte offset. */
export function locate(shape: MessageShape, payload: Uint8Array, offsetBytes: number): Leaf {
  const head = shape.headPart.struct;
  const within = (layout: Field<unknown>, start: number, prefix: string): Leaf | undefined => {
    const data = payload.subarray(start, start + layout.sizeBytes);
    const leaf = layout.leaves(data).find((one) => offsetBytes - start < one.offsetBytes + one.sizeBytes);
    return leaf && { ...leaf, path: joinPath(prefix, leaf.path), offsetBytes: start + leaf.offsetBytes };
  };
  const beyond: Leaf = { path: shape.rest ?? '', offsetBytes: head.sizeBytes, sizeBytes: payload.length };
  if (offsetBytes < head.sizeBytes) return within(head, 0, '') ?? beyond;
  const size = shape.list?.element.sizeBytes ?? 1;
  const listEnd = head.sizeBytes + elementsPresent(shape, payload) * size;
  if (shape.list && offsetBytes < listEnd) {
    const index = Math.floor((offsetBytes - head.sizeBytes) / size);
    return within(shape.list.element, head.sizeBytes + index * size, `${shape.list.name}[${index}]`) ?? beyond;
  }
  const tail = shape.trailerPart ?? shape.optionalPart;
  return (tail && offsetBytes < listEnd + tail.struct.sizeBytes && within(tail.struct, listEnd, '')) || beyond;
}

/** What is odd about a payload: too short, too long, counts and reserved bits. */
export function oddities(shape: MessageShape, payload: Uint8Array): readonly Oddity[] {
  if (payload.length < shape.sizeBytes) {
    const message = `${payload.length} bytes where ${shape.spec.title} needs at least ${shape.sizeBytes}`;
    return [{ code: 'short-payload', path: '', offsetBytes: payload.length, message }];
  }
  const found: Oddity[] = [];
  const stated = statedCount(shape, payload);
  const count = elementsPresent(shape, payload);
  const elementSize = shape.list?.element.sizeBytes ?? 0;
  const end = shape.sizeBytes + count * elementSize;
  if (stated > count) {
    const message = `${shape.list?.countName} says ${stated}, but the payload holds ${count}`;
    found.push({ code: 'count-mismatch', path: shape.list?.countName ?? '', offsetBytes: payload.length, message });
  }
  const optionalEnd = end + (shape.optionalPart?.struct.sizeBytes ?? 0);
  if (!shape.rest && payload.length > end && payload.length !== optionalEnd) {
    const message = `${payload.length - end} bytes after the end of ${shape.spec.title}`;
    found.push({ code: 'trailing-bytes', path: '', offsetBytes: end, message });
  }
  for (const { path, offsetBytes } of reservedSet(shape, payload, count))
    found.push({ code: 'reserved-bits-set', path, offsetBytes, message: `reserved bits are set in ${path}` });
  return found;
}

/** The fields with reserved bits that are set, in all parts of a payload. */
function reservedSet(shape: MessageShape, payload: Uint8Array, count: number): readonly Omit<Leaf, 'sizeBytes'>[] {
  const { headPart, list } = shape;
  const within = (layout: Field<unknown>, start: number, prefix: string) => {
    const data = payload.subarray(start, start + layout.sizeBytes);
    return layout.oddities(data, '').map((path) => {
      const leaf = layout.leaves(data).find((one) => one.path === path);
      return { path: joinPath(prefix, path), offsetBytes: start + (leaf?.offsetBytes ?? 0) };
    });
  };
  const found = within(headPart.struct, 0, '');
  let at = headPart.struct.sizeBytes;
  for (let index = 0; list && index < count; index++, at += list.element.sizeBytes)
    found.push(...within(list.element, at, `${list.name}[${index}]`));
  const tail = shape.trailerPart ?? shape.optionalPart;
  if (tail && payload.length >= at + tail.struct.sizeBytes) found.push(...within(tail.struct, at, ''));
  return found;
}
