import { cxl31 } from '../base/spec.js';
import { reserved } from '../layout/bytes.js';
import { count } from '../layout/count.js';
import { u8, u16 } from '../layout/integers.js';
import { counted } from '../layout/message.js';
import { struct } from '../layout/struct.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('7.6.7.1.2', 'Get Physical Port State');

const PortState = struct(
  { spec, sizeBytes: 16 },
  {
    portId: u8(),
    configurationState: u8(),
    connectedCxlVersion: u8(),
    reserved: reserved(1),
    connectedDeviceType: u8(),
    supportedCxlVersions: u8(),
    linkWidthMax: u8(),
    negotiatedLinkWidth: u8(),
    supportedLinkSpeeds: u8(),
    linkSpeedMax: u8(),
    currentLinkSpeed: u8(),
    ltssmState: u8(),
    firstLane: u8(),
    linkState: u16(),
    supportedLogicalDevices: u8(),
  },
);

export const getPhysicalPortState = defineCommand({
  opcode: 0x5101,
  spec,
  request: counted(
    { spec, sizeBytes: 1 },
    { portCount: count(u8()) },
    { name: 'portIds', element: u8(), countName: 'portCount' },
  ),
  response: counted(
    { spec, sizeBytes: 4 },
    { portCount: count(u8()), reserved: reserved(3) },
    { name: 'ports', element: PortState, countName: 'portCount' },
  ),
});
