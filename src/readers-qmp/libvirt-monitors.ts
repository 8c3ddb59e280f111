import type { JsonValue } from '../base/json.js';
import type { MonitorRecord } from './libvirt-line.js';
import type { MessagePlace } from './qmp-awaiting.js';
import type { QmpMachines } from './qmp-machines.js';
import type { QmpMessage } from './qmp-message.js';

/** A message with the line that shows it. */
export interface Shown {
  readonly message: QmpMessage;
  readonly place: MessagePlace;
  readonly thread: string | null;
}

/** Ids remembered to tell what is written from what was sent. */
const IDS_KEPT = 256;

/**
 * Follows the monitors of a libvirt log. The same message can stand in up to two lines, as it is sent and as it is
 * written, as it is read and as it is received: each is told once, whichever of the two the log's filters let through.
 */
export class LibvirtMonitors {
  private readonly generation = new Map<string, number>();
  private readonly closed = new Set<string>();
  private readonly sentIds = new Map<string, JsonValue[]>();
  /** The monitor that each input thread reads from. */
  private readonly monitorOf = new Map<string, string>();
  /** The last message of each thread whose monitor no line has named yet. */
  private readonly unnamed = new Map<string, Shown>();

  constructor(private readonly machines: QmpMachines) {}

  opened(monitor: string, place: MessagePlace): void {
    if (this.closed.delete(monitor)) this.generation.set(monitor, (this.generation.get(monitor) ?? 1) + 1);
    this.sentIds.delete(monitor);
    this.session(monitor, place);
  }

  close(monitor: string, place: MessagePlace): void {
    this.session(monitor, place)?.disconnect();
    this.closed.add(monitor);
  }

  show(what: MonitorRecord['what'], monitor: string | null, shown: Shown): void {
    if (what === 'line' || monitor === null) this.read(shown);
    else if (what === 'sent') this.sent(monitor, shown);
    else if (what === 'written') {
      this.learn(monitor, shown.thread);
      const before = this.unnamed.get(shown.thread ?? '');
      if (before !== undefined) this.tellUnnamed(before);
      if (!this.wasSent(monitor, shown.message)) this.sent(monitor, shown);
    } else {
      this.learn(monitor, shown.thread);
      if (shown.thread !== null) this.unnamed.delete(shown.thread);
      this.tell(monitor, shown);
    }
  }

  /** What no later line has named is told of the thread's monitor, or of the only one. */
  end(): void {
    for (const shown of this.unnamed.values()) this.tellUnnamed(shown);
    this.machines.end();
  }

  private read(shown: Shown): void {
    const key = shown.thread ?? '';
    const before = this.unnamed.get(key);
    if (before !== undefined) this.tellUnnamed(before);
    this.unnamed.set(key, shown);
  }

  private tellUnnamed(shown: Shown): void {
    this.unnamed.delete(shown.thread ?? '');
    const [only, ...others] = this.machines.sources;
    const monitor = this.monitorOf.get(shown.thread ?? '') ?? (others.length === 0 ? only : undefined);
    if (monitor !== undefined) this.tell(monitor, shown);
  }

  private learn(monitor: string, thread: string | null): void {
    if (thread === null) return;
    this.monitorOf.set(thread, monitor);
    const shown = this.unnamed.get(thread);
    if (shown?.message.kind === 'greeting') this.tellUnnamed(shown);
  }

  private sent(monitor: string, shown: Shown): void {
    if (shown.message.kind === 'request' && shown.message.request.id !== undefined) {
      const ids = this.sentIds.get(monitor) ?? [];
      if (ids.push(shown.message.request.id) > IDS_KEPT) ids.shift();
      this.sentIds.set(monitor, ids);
    }
    this.tell(monitor, shown);
  }

  private wasSent(monitor: string, message: QmpMessage): boolean {
    return message.kind === 'request' && this.sentIds.get(monitor)?.includes(message.request.id ?? null) === true;
  }

  private tell(monitor: string, { message, place }: Shown): void {
    this.session(monitor, place)?.message(message, place);
  }

  /** A pointer that is used again after it was closed is another monitor. */
  private session(monitor: string, { line }: MessagePlace) {
    const generation = this.generation.get(monitor) ?? 1;
    return this.machines.of(generation === 1 ? monitor : `${monitor} (${generation})`, line);
  }
}
