/** The one downstream port of the modelled switch, with the device behind it; its upstream port has the same number. */
export const DOWNSTREAM_PORT = 0;

/** Downstream ports and the upstream one. */
export const SWITCH_PORTS = 2;

export const HDM_DECODERS_PER_PORT = 4;

/** What the switch answers to Identify; its serial number is not set. */
export const SWITCH_IDENTITY = {
  pcieVendorId: 0x19e5,
  pcieDeviceId: 0xa128,
  pcieSubsystemVendorId: 0,
  pcieSubsystemId: 0,
  serialNumber: (1n << 64n) - 1n,
  componentType: 'switch',
} as const;

/** The downstream port as Get Physical Port State shows it: bound, a type 3 device behind it, link at 16 lanes. */
export const DOWNSTREAM_PORT_STATE = {
  portId: DOWNSTREAM_PORT,
  configurationState: 3,
  connectedCxlVersion: 2,
  connectedDeviceType: 5,
  supportedCxlVersions: 2,
  linkWidthMax: 0x10,
  negotiatedLinkWidth: 0x10,
  supportedLinkSpeeds: 0x3f,
  linkSpeedMax: 6,
  currentLinkSpeed: 5,
  ltssmState: 7,
  firstLane: 0,
  linkState: 0,
  supportedLogicalDevices: 3,
} as const;
