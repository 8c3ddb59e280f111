import { propertiesOf, type QemuOption, qemuOptions, qemuSize } from '../readers-qemu/qemu-arguments.js';
import type { Format, Reader, TraceSink } from '../trace/format.js';
import { DEFAULT_DEVICE, type DeviceDescription } from '../trace/header.js';

/** Far above any command line. */
const BYTES_MAX = 1 << 20;

export const qemuCmdline: Format = {
  name: 'qemu-cmdline',
  title: "QEMU's command line: which devices there are, their sizes and names",
  endings: [],
  sniff(head) {
    const text = Buffer.from(head).toString('latin1');
    if (!/-device\s+['"]?(?:cxl-type3\b|\{"driver":\s*"cxl-type3")/.test(text)) return 0;
    return /memory_region_ops_\w+ cpu|handle_qmp_command mon|"kind"\s*:|"execute"\s*:/.test(text) ? 0.1 : 0.9;
  },
  open: (sink) => new CmdlineReader(sink),
  samples: [
    {
      text: 'qemu-system-x86_64 -machine q35,cxl=on -object memory-backend-ram,id=m0,size=256M -device cxl-type3,bus=rp0,volatile-memdev=m0,id=cxl-mem0,sn=0x1',
      kinds: [],
    },
  ],
};

/** A command line holds no events: it says what the machine is made of. */
class CmdlineReader implements Reader {
  private readonly chunks: Buffer[] = [];
  private bytes = 0;

  constructor(private readonly sink: TraceSink) {}

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    if (this.bytes <= BYTES_MAX) this.chunks.push(Buffer.from(chunk));
  }

  end(): void {
    const options = qemuOptions(Buffer.concat(this.chunks).toString('utf8'));
    const sizes = backendSizes(options);
    const behindSwitch = options.some(
      ({ name, value }) => name === 'device' && value.startsWith('cxl-switch-mailbox-cci'),
    );
    const found = options.flatMap(({ name, value, line }) => {
      const properties = name === 'device' ? propertiesOf(value) : null;
      return properties?.get('') === 'cxl-type3' ? [{ line, device: deviceOf(properties, sizes, behindSwitch) }] : [];
    });
    if (found.length === 0)
      this.sink.issue({ code: 'missing-device', line: 1, message: 'the command line makes no cxl-type3 device' });
    for (const { line, device } of found)
      if (device === null)
        this.sink.issue({
          code: 'missing-field',
          line,
          message: 'a cxl-type3 device without id: its QOM path is not known',
        });
    this.sink.header({
      line: found[0]?.line ?? 1,
      title: null,
      profile: null,
      recordedFrom: "QEMU's command line",
      devices: found.length === 0 ? [DEFAULT_DEVICE] : found.map(({ device }) => device ?? DEFAULT_DEVICE),
    });
  }
}

function backendSizes(options: readonly QemuOption[]): ReadonlyMap<string, bigint> {
  return new Map(
    options.flatMap(({ name, value }) => {
      const properties = name === 'object' ? propertiesOf(value) : null;
      const id = properties?.get('id');
      const size = qemuSize(properties?.get('size'));
      return id === undefined || size === null ? [] : [[id, size] as const];
    }),
  );
}

function deviceOf(
  properties: ReadonlyMap<string, string>,
  sizes: ReadonlyMap<string, bigint>,
  behindSwitch: boolean,
): DeviceDescription | null {
  const id = properties.get('id');
  if (id === undefined) return null;
  const sizeOf = (property: string) => sizes.get(properties.get(property) ?? '') ?? 0n;
  const total = qemuSize(properties.get('dc-regions-total-size'));
  const serial = properties.get('sn');
  return {
    ...DEFAULT_DEVICE,
    qomPath: `/machine/peripheral/${id}`,
    serialNumber:
      serial !== undefined && /^(?:0x[0-9a-f]+|\d+)$/i.test(serial) ? BigInt(serial) : DEFAULT_DEVICE.serialNumber,
    volatileBytes: sizeOf('volatile-memdev'),
    // "memdev" is the older name of persistent capacity.
    persistentBytes: sizeOf('persistent-memdev') || sizeOf('memdev'),
    lsaBytes: sizeOf('lsa'),
    dynamicCapacityBytes: total ?? sizeOf('volatile-dc-memdev'),
    dynamicCapacityRegions: Number(properties.get('num-dc-regions') ?? 0),
    lazyBackends: total !== null,
    behindSwitch,
  };
}
