import { assert } from '../base/assert.js';
import type { Command } from '../protocol/command.js';
import { opcodeText } from '../protocol/opcode.js';
import { identify } from './0001-identify.js';
import { getBackgroundOperationStatus } from './0002-get-background-operation-status.js';
import { getResponseMessageLimit } from './0003-get-response-message-limit.js';
import { setResponseMessageLimit } from './0004-set-response-message-limit.js';
import { requestAbortBackgroundOperation } from './0005-request-abort-background-operation.js';
import { getEventRecords } from './0100-get-event-records.js';
import { clearEventRecords } from './0101-clear-event-records.js';
import { getEventInterruptPolicy } from './0102-get-event-interrupt-policy.js';
import { setEventInterruptPolicy } from './0103-set-event-interrupt-policy.js';
import { getFwInfo } from './0200-get-fw-info.js';
import { transferFw } from './0201-transfer-fw.js';
import { activateFw } from './0202-activate-fw.js';
import { getTimestamp } from './0300-get-timestamp.js';
import { setTimestamp } from './0301-set-timestamp.js';
import { getSupportedLogs } from './0400-get-supported-logs.js';
import { getLog } from './0401-get-log.js';
import { getSupportedFeatures } from './0500-get-supported-features.js';
import { getFeature } from './0501-get-feature.js';
import { setFeature } from './0502-set-feature.js';
import { identifyMemoryDevice } from './4000-identify-memory-device.js';
import { getPartitionInfo } from './4100-get-partition-info.js';
import { getLsa } from './4102-get-lsa.js';
import { setLsa } from './4103-set-lsa.js';
import { getAlertConfiguration } from './4201-get-alert-configuration.js';
import { setAlertConfiguration } from './4202-set-alert-configuration.js';
import { getShutdownState } from './4203-get-shutdown-state.js';
import { setShutdownState } from './4204-set-shutdown-state.js';
import { getPoisonList } from './4300-get-poison-list.js';
import { injectPoison } from './4301-inject-poison.js';
import { clearPoison } from './4302-clear-poison.js';
import { getScanMediaCapabilities } from './4303-get-scan-media-capabilities.js';
import { scanMedia } from './4304-scan-media.js';
import { getScanMediaResults } from './4305-get-scan-media-results.js';
import { sanitize } from './4400-sanitize.js';
import { mediaOperations } from './4402-media-operations.js';
import { getSecurityState } from './4500-get-security-state.js';
import { getDynamicCapacityConfiguration } from './4800-get-dynamic-capacity-configuration.js';
import { getDynamicCapacityExtentList } from './4801-get-dynamic-capacity-extent-list.js';
import { addDynamicCapacityResponse } from './4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacity } from './4803-release-dynamic-capacity.js';
import { identifySwitchDevice } from './5100-identify-switch-device.js';
import { getPhysicalPortState } from './5101-get-physical-port-state.js';
import { tunnelManagementCommand } from './5300-tunnel-management-command.js';
import { getDcdInfo } from './5600-get-dcd-info.js';
import { getHostDcRegionConfiguration } from './5601-get-host-dc-region-configuration.js';
import { setDcRegionConfiguration } from './5602-set-dc-region-configuration.js';
import { getDcRegionExtentLists } from './5603-get-dc-region-extent-lists.js';
import { initiateDynamicCapacityAdd } from './5604-initiate-dynamic-capacity-add.js';
import { initiateDynamicCapacityRelease } from './5605-initiate-dynamic-capacity-release.js';

/** Every command whose layouts are known, in opcode order. Add one: a file beside this one, a line here. */
const COMMANDS = [
  identify,
  getBackgroundOperationStatus,
  getResponseMessageLimit,
  setResponseMessageLimit,
  requestAbortBackgroundOperation,
  getEventRecords,
  clearEventRecords,
  getEventInterruptPolicy,
  setEventInterruptPolicy,
  getFwInfo,
  transferFw,
  activateFw,
  getTimestamp,
  setTimestamp,
  getSupportedLogs,
  getLog,
  getSupportedFeatures,
  getFeature,
  setFeature,
  identifyMemoryDevice,
  getPartitionInfo,
  getLsa,
  setLsa,
  getAlertConfiguration,
  setAlertConfiguration,
  getShutdownState,
  setShutdownState,
  getPoisonList,
  injectPoison,
  clearPoison,
  getScanMediaCapabilities,
  scanMedia,
  getScanMediaResults,
  sanitize,
  mediaOperations,
  getSecurityState,
  getDynamicCapacityConfiguration,
  getDynamicCapacityExtentList,
  addDynamicCapacityResponse,
  releaseDynamicCapacity,
  identifySwitchDevice,
  getPhysicalPortState,
  tunnelManagementCommand,
  getDcdInfo,
  getHostDcRegionConfiguration,
  setDcRegionConfiguration,
  getDcRegionExtentLists,
  initiateDynamicCapacityAdd,
  initiateDynamicCapacityRelease,
] as readonly Command[];

/** The known commands by opcode. */
export const mailboxCommands: ReadonlyMap<number, Command> = tableOf(COMMANDS);

/** The known commands by the name that written traces use. */
export const mailboxCommandsByKey: ReadonlyMap<string, Command> = new Map(
  COMMANDS.map((command) => [command.key, command]),
);

function tableOf(commands: readonly Command[]): ReadonlyMap<number, Command> {
  const table = new Map<number, Command>();
  for (const command of commands) {
    assert(!table.has(command.opcode), `${opcodeText(command.opcode)} is defined once`);
    table.set(command.opcode, command);
  }
  return table;
}
