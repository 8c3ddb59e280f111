import type { Issue } from '../src/base/issue.js';
import { qemuMmio } from '../src/formats/qemu-mmio.js';
import type { MailboxEvent, TraceEvent } from '../src/trace/events.js';
import type { TraceHeader } from '../src/trace/header.js';

/** What the reader makes of a register trace. */
export function readMmio(log: string | Uint8Array) {
  const events: TraceEvent[] = [];
  const issues: Issue[] = [];
  const headers: TraceHeader[] = [];
  const reader = qemuMmio.open({
    header: (header) => headers.push(header),
    event: (event) => events.push(event),
    issue: (issue) => issues.push(issue),
  });
  reader.push(Buffer.from(log));
  reader.end();
  return { header: headers[0], events, issues };
}

/** What a command and its answer are, wherever they were read from. */
export const commandOf = ({ cci, opcode, request, requestLengthBytes, answer, tunnel }: MailboxEvent) => ({
  cci,
  opcode,
  request: Buffer.from(request).toString('hex'),
  requestLengthBytes,
  answer: answer === null ? null : { ...answer, response: Buffer.from(answer.response ?? []).toString('hex') },
  tunnel: tunnel && Buffer.from(tunnel.request).toString('hex'),
});

export const mailboxOf = (events: readonly TraceEvent[]): readonly MailboxEvent[] =>
  events.filter((event): event is MailboxEvent => event.kind === 'mailbox');

const LINE = /^(.*addr )(0x[0-9a-f]+)( value )(0x[0-9a-f]+)( size )([1248])( name '(.*)')$/;

/** An access to the registers, as its line says it. */
export interface Access {
  readonly address: bigint;
  readonly value: bigint;
  readonly size: number;
  readonly region: string;
  readonly isWrite: boolean;
}

/** Rewrites every register access of a log to the accesses that `change` gives for it. */
export function changeAccesses(log: string, change: (access: Access) => readonly Access[]): string {
  const hex = (value: bigint) => `0x${value.toString(16)}`;
  return log
    .split('\n')
    .flatMap((line) => {
      const match = LINE.exec(line);
      if (match === null) return [line];
      const [, head, address, , value, , size, , region] = match as unknown as string[];
      const isWrite = line.includes('_write ');
      const access = { address: BigInt(address as string), value: BigInt(value as string), size: Number(size) };
      return change({ ...access, region: region as string, isWrite }).map(
        (one) =>
          `${head}${hex(one.address)} value ${hex(one.value)} size ${one.size}${one.region === '' ? '' : ` name '${one.region}'`}`,
      );
    })
    .join('\n');
}

/** The access as accesses of `size` bytes that follow each other. */
export function narrowed(access: Access, size: number): readonly Access[] {
  if (access.size <= size) return [access];
  const mask = (1n << BigInt(8 * size)) - 1n;
  return Array.from({ length: access.size / size }, (_, index) => ({
    ...access,
    address: access.address + BigInt(index * size),
    value: (access.value >> BigInt(8 * size * index)) & mask,
    size,
  }));
}
