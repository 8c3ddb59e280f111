import type { PciErrorFact } from '../trace/tracepoint-facts.js';

const PCI_ERROR = /^(\S+) (CXL|PCIe) Bus Error: severity=([^,]+), (.*?),? ?TLP Header=(.*)$/;

/** The PCI layer's `aer_event`; null where the text is none. */
export function pciError(text: string): PciErrorFact | null {
  const [, device, bus, severity, errors] = PCI_ERROR.exec(text) ?? [];
  if (device === undefined || bus === undefined || severity === undefined) return null;
  const list = (errors ?? '').split(/[,|]/).map((error) => error.trim());
  return { kind: 'pci-error-event', device, bus, severity, errors: list.filter((error) => error !== '') };
}
