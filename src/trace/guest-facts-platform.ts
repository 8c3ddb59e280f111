import type { AddressRange } from './guest-facts-capacity.js';

/** What the guest's kernel says of the device's place in the machine, and of the machine's end. */
export type PlatformFact =
  /** Where a block of registers lies, in guest-physical addresses. */
  | { readonly kind: 'registers-mapped'; readonly address: bigint }
  /** A capability of the register block mapped last: bytes from its start. */
  | { readonly kind: 'capability-found'; readonly capability: string; readonly offset: number }
  /** The device's static capacity by partition; null where it has none. */
  | { readonly kind: 'static-capacity'; readonly partition: string; readonly range: AddressRange | null }
  | { readonly kind: 'decoder-range'; readonly decoder: string; readonly range: AddressRange; readonly ways: number }
  /** A device address was found in a region or endpoint. */
  | { readonly kind: 'dpa-mapped'; readonly dpa: bigint; readonly where: string }
  | { readonly kind: 'region-created'; readonly region: string; readonly decoder: string }
  | { readonly kind: 'dax-region-registered'; readonly region: string; readonly daxRegion: string }
  | { readonly kind: 'protocol-error'; readonly bus: string; readonly severity: string }
  | { readonly kind: 'event-injected'; readonly log: number }
  /** A kernel starts: the first line of every boot. */
  | { readonly kind: 'guest-booted'; readonly release: string }
  /** A stack dump that the kernel printed without dying of it. */
  | { readonly kind: 'kernel-warning'; readonly where: string }
  | { readonly kind: 'kernel-panic'; readonly why: string };
