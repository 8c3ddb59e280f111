/** Names by bit or by value, as the driver's trace events and rasdaemon print them (CXL 3.1 §8.2.9.2.1). */
export const LOGS = ['Informational', 'Warning', 'Failure', 'Fatal', 'Dynamic Capacity'];

export const HEADER_FLAGS = [
  ...['', '', 'PERMANENT_CONDITION', 'MAINTENANCE_NEEDED', 'PERFORMANCE_DEGRADED', 'HARDWARE_REPLACEMENT_NEEDED'],
  ...['MAINT_OP_SUB_CLASS_VALID', 'LD_ID_VALID', 'HEAD_ID_VALID'],
];

export const DPA_FLAGS = ['VOLATILE', 'NOT_REPAIRABLE'];
export const DESCRIPTORS = ['UNCORRECTABLE_EVENT', 'THRESHOLD_EVENT', 'POISON_LIST_OVERFLOW'];
export const SUB_TYPES = [
  ...['Not Reported', 'Internal Datapath Error', 'Media Link Command Training Error'],
  ...['Media Link Control Training Error', 'Media Link Data Training Error', 'Media Link CRC Error'],
];
export const TRANSACTIONS = [
  ...['Unknown', 'Host Read', 'Host Write', 'Host Scan Media', 'Host Inject Poison', 'Internal Media Scrub'],
  ...['Internal Media Management', 'Internal Media Error Check Scrub', 'Media Initialization'],
];
export const THRESHOLD_FLAGS = [
  'Corrected Memory Errors in Multiple Media Components',
  'Exceeded Programmable Threshold',
];

const LATER_MEMORY_TYPES = ['Advanced Programmable CME Counter Expiration', 'CKID Violation'];
export const MEDIA_TYPES = [
  ...['ECC Error', 'Invalid Address', 'Data Path Error', 'TE State Violation', 'Scrub Media ECC Error'],
  ...LATER_MEMORY_TYPES,
];
export const DRAM_TYPES = [
  ...['ECC Error', 'Scrub Media ECC Error', 'Invalid Address', 'Data Path Error', 'TE State Violation'],
  ...LATER_MEMORY_TYPES,
];

const COMPONENT_VALID = ['COMPONENT', 'COMPONENT PLDM FORMAT'];
export const MEDIA_VALID = ['CHANNEL', 'RANK', 'DEVICE', ...COMPONENT_VALID];
const PLACE_VALID = ['CHANNEL', 'RANK', 'NIBBLE', 'BANK GROUP', 'BANK', 'ROW', 'COLUMN'];
export const DRAM_VALID = [...PLACE_VALID, 'CORRECTION MASK', ...COMPONENT_VALID, 'SUB CHANNEL'];
export const MODULE_VALID = COMPONENT_VALID;
export const SPARING_VALID = [...PLACE_VALID, ...COMPONENT_VALID, 'SUB CHANNEL'];
export const PLDM_FLAGS = ['PLDM Entity ID', 'Resource ID'];
export const SPARING_FLAGS = ['QUERY_RESOURCES', 'HARD_SPARING', 'DEV_INITED'];

export const MODULE_TYPES = [
  ...['Health Status Change', 'Media Status Change', 'Life Used Change', 'Temperature Change', 'Data Path Error'],
  ...['LSA Error', 'Unrecoverable Internal Sideband Bus Error', 'Memory Media FRU Error', 'Power Management Fault'],
];
export const MODULE_SUB_TYPES = [
  ...['Not Reported', 'Invalid Config Data', 'Unsupported Config Data', 'Unsupported Memory Media FRU'],
];
export const HEALTH = ['MAINTENANCE_NEEDED', 'PERFORMANCE_DEGRADED', 'REPLACEMENT_NEEDED', 'MEM_CAPACITY_DEGRADED'];
export const MEDIA_STATES = [
  ...['Normal', 'Not Ready', 'Write Persistency Lost', 'All Data Lost'],
  'Write Persistency Loss in the Event of Power Loss',
  'Write Persistency Loss in Event of Shutdown',
  'Write Persistency Loss Imminent',
  ...['All Data Loss in Event of Power Loss', 'All Data loss in the Event of Shutdown', 'All Data Loss Imminent'],
];
export const ALARMS = ['Normal', 'Warning', 'Critical'];

export const POISON_ACTIONS = ['List', 'Inject', 'Clear'];
export const POISON_SOURCES = ['Unknown', 'External', 'Internal', 'Injected', '', '', '', 'Vendor'];
export const POISON_FLAGS = ['More', 'Overflow', 'Scanning'];

export const CAPACITY_TYPES = [
  ...['Add capacity', 'Release capacity', 'Forced capacity release', 'Region Configuration Updated'],
];

export const UNCORRECTABLE = [
  ...['Cache Data Parity Error', 'Cache Address Parity Error', 'Cache Byte Enable Parity Error'],
  ...['Cache Data ECC Error', 'Memory Data Parity Error', 'Memory Address Parity Error'],
  ...['Memory Byte Enable Parity Error', 'Memory Data ECC Error', 'REINIT Threshold Hit'],
  ...['Received Unrecognized Encoding', 'Received Poison From Peer', 'Receiver Overflow', '', ''],
  ...['Component Specific Error', 'IDE Tx Error', 'IDE Rx Error'],
];
export const CORRECTABLE = [
  ...['Cache Data ECC Error', 'Memory Data ECC Error', 'CRC Threshold Hit', 'Retry Threshold'],
  ...['Received Cache Poison From Peer', 'Received Memory Poison From Peer', 'Received Error From Physical Layer'],
];
