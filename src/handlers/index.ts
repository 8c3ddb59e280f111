import type { MailboxHandler, QmpHandler } from '../device/profile.js';
import { identifyHandler } from './0001-identify.js';
import { getBackgroundOperationStatusHandler } from './0002-get-background-operation-status.js';
import { getResponseMessageLimitHandler } from './0003-get-response-message-limit.js';
import { setResponseMessageLimitHandler } from './0004-set-response-message-limit.js';
import { requestAbortBackgroundOperationHandler } from './0005-request-abort-background-operation.js';
import { getEventRecordsHandler } from './0100-get-event-records.js';
import { clearEventRecordsHandler } from './0101-clear-event-records.js';
import { getEventInterruptPolicyHandler } from './0102-get-event-interrupt-policy.js';
import { setEventInterruptPolicyHandler } from './0103-set-event-interrupt-policy.js';
import { getFwInfoHandler } from './0200-get-fw-info.js';
import { transferFwHandler } from './0201-transfer-fw.js';
import { activateFwHandler } from './0202-activate-fw.js';
import { getTimestampHandler } from './0300-get-timestamp.js';
import { setTimestampHandler } from './0301-set-timestamp.js';
import { getSupportedLogsHandler } from './0400-get-supported-logs.js';
import { getLogHandler } from './0401-get-log.js';
import { getSupportedFeaturesHandler } from './0500-get-supported-features.js';
import { getFeatureHandler } from './0501-get-feature.js';
import { setFeatureHandler } from './0502-set-feature.js';
import { identifyMemoryDeviceHandler } from './4000-identify-memory-device.js';
import { getPartitionInfoHandler } from './4100-get-partition-info.js';
import { getLsaHandler } from './4102-get-lsa.js';
import { setLsaHandler } from './4103-set-lsa.js';
import { getAlertConfigurationHandler } from './4201-get-alert-configuration.js';
import { setAlertConfigurationHandler } from './4202-set-alert-configuration.js';
import { getPoisonListHandler } from './4300-get-poison-list.js';
import { injectPoisonHandler } from './4301-inject-poison.js';
import { clearPoisonHandler } from './4302-clear-poison.js';
import { getScanMediaCapabilitiesHandler } from './4303-get-scan-media-capabilities.js';
import { scanMediaHandler } from './4304-scan-media.js';
import { getScanMediaResultsHandler } from './4305-get-scan-media-results.js';
import { sanitizeHandler } from './4400-sanitize.js';
import { mediaOperationsHandler } from './4402-media-operations.js';
import { getSecurityStateHandler } from './4500-get-security-state.js';
import { getDynamicCapacityConfigurationHandler } from './4800-get-dynamic-capacity-configuration.js';
import { getDynamicCapacityExtentListHandler } from './4801-get-dynamic-capacity-extent-list.js';
import { addDynamicCapacityResponseHandler } from './4802-add-dynamic-capacity-response.js';
import { releaseDynamicCapacityHandler } from './4803-release-dynamic-capacity.js';
import { identifySwitchDeviceHandler } from './5100-identify-switch-device.js';
import { getPhysicalPortStateHandler } from './5101-get-physical-port-state.js';
import { tunnelManagementCommandHandler } from './5300-tunnel-management-command.js';
import { getDcdInfoHandler } from './5600-get-dcd-info.js';
import { getHostDcRegionConfigurationHandler } from './5601-get-host-dc-region-configuration.js';
import { setDcRegionConfigurationHandler } from './5602-set-dc-region-configuration.js';
import { getDcRegionExtentListsHandler } from './5603-get-dc-region-extent-lists.js';
import { initiateDynamicCapacityAddHandler } from './5604-initiate-dynamic-capacity-add.js';
import { initiateDynamicCapacityReleaseHandler } from './5605-initiate-dynamic-capacity-release.js';
import { cxlAddDynamicCapacityHandler } from './cxl-add-dynamic-capacity.js';
import { cxlInjectCorrectableErrorHandler } from './cxl-inject-correctable-error.js';
import { cxlInjectDramEventHandler } from './cxl-inject-dram-event.js';
import { cxlInjectGeneralMediaEventHandler } from './cxl-inject-general-media-event.js';
import { cxlInjectMemoryModuleEventHandler } from './cxl-inject-memory-module-event.js';
import { cxlInjectPoisonHandler } from './cxl-inject-poison.js';
import { cxlInjectUncorrectableErrorsHandler } from './cxl-inject-uncorrectable-errors.js';
import { cxlReleaseDynamicCapacityHandler } from './cxl-release-dynamic-capacity.js';
import { cxlReleaseDynamicCapacityStatusHandler } from './cxl-release-dynamic-capacity-status.js';
import { objectAddHandler } from './object-add.js';
import { objectDelHandler } from './object-del.js';
import { qomGetHandler } from './qom-get.js';
import { qomSetHandler } from './qom-set.js';
import { systemResetHandler } from './system-reset.js';

/** What a device does, in opcode order. Add one: a file beside this one, a line here. */
export const primaryMailboxHandlers: readonly MailboxHandler[] = [
  getEventRecordsHandler,
  clearEventRecordsHandler,
  getEventInterruptPolicyHandler,
  setEventInterruptPolicyHandler,
  getFwInfoHandler,
  transferFwHandler,
  activateFwHandler,
  getTimestampHandler,
  setTimestampHandler,
  getSupportedLogsHandler,
  getLogHandler,
  getSupportedFeaturesHandler,
  getFeatureHandler,
  setFeatureHandler,
  identifyMemoryDeviceHandler,
  getPartitionInfoHandler,
  getLsaHandler,
  setLsaHandler,
  getPoisonListHandler,
  injectPoisonHandler,
  clearPoisonHandler,
  getScanMediaCapabilitiesHandler,
  scanMediaHandler,
  getScanMediaResultsHandler,
  sanitizeHandler,
  getSecurityStateHandler,
  getDynamicCapacityConfigurationHandler,
  getDynamicCapacityExtentListHandler,
  addDynamicCapacityResponseHandler,
  releaseDynamicCapacityHandler,
];

/** What the primary mailbox of a later device has beside those. */
export const laterPrimaryMailboxHandlers: readonly MailboxHandler[] = [
  requestAbortBackgroundOperationHandler,
  getAlertConfigurationHandler,
  setAlertConfigurationHandler,
  mediaOperationsHandler,
];

/** What the interface of a fabric manager has: that of the device as the owner of its logical devices. */
export const fabricManagerHandlers: readonly MailboxHandler[] = [
  identifyHandler,
  getTimestampHandler,
  getSupportedLogsHandler,
  getLogHandler,
  tunnelManagementCommandHandler,
];

/** What a later device has there beside those. */
export const laterFabricManagerHandlers: readonly MailboxHandler[] = [
  getResponseMessageLimitHandler,
  setResponseMessageLimitHandler,
  getDcdInfoHandler,
  getHostDcRegionConfigurationHandler,
  setDcRegionConfigurationHandler,
  getDcRegionExtentListsHandler,
  initiateDynamicCapacityAddHandler,
  initiateDynamicCapacityReleaseHandler,
];

/** What the device's logical device has, at the end of a tunnel in a tunnel. */
export const logicalDeviceHandlers: readonly MailboxHandler[] = [
  identifyHandler,
  getSupportedLogsHandler,
  getLogHandler,
];

/** What the mailbox of the switch in front of the device has. */
export const switchHandlers: readonly MailboxHandler[] = [
  identifyHandler,
  getBackgroundOperationStatusHandler,
  getTimestampHandler,
  setTimestampHandler,
  getSupportedLogsHandler,
  getLogHandler,
  identifySwitchDeviceHandler,
  getPhysicalPortStateHandler,
  tunnelManagementCommandHandler,
];

/** What a later switch has there beside those. */
export const laterSwitchHandlers: readonly MailboxHandler[] = [requestAbortBackgroundOperationHandler];

/** What a machine does with QMP commands, by name. */
export const qmpHandlers: readonly QmpHandler[] = [
  cxlAddDynamicCapacityHandler,
  cxlInjectCorrectableErrorHandler,
  cxlInjectDramEventHandler,
  cxlInjectGeneralMediaEventHandler,
  cxlInjectMemoryModuleEventHandler,
  cxlInjectPoisonHandler,
  cxlInjectUncorrectableErrorsHandler,
  cxlReleaseDynamicCapacityHandler,
  systemResetHandler,
];

/** What a machine does beside that whose devices get their memory with their offers. */
export const lazyQmpHandlers: readonly QmpHandler[] = [
  cxlReleaseDynamicCapacityStatusHandler,
  objectAddHandler,
  objectDelHandler,
  qomGetHandler,
  qomSetHandler,
];
