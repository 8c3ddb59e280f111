import { schemaErrorCauses } from './causes-refusal.js';
import type { DivergenceKind } from './divergence.js';
import { refusalMismatch, refusals } from './refusal.js';

export const schemaError: DivergenceKind = {
  code: 'schema-error',
  title: 'QMP does not understand the command',
  fires:
    'QMP refuses a command for its form: an argument is missing, unknown or of another type, the command or the device that the path names does not exist; or one side does and the other does not.',
  explanation:
    'The command never reached the device. Names and types of QMP arguments changed before the commands were merged, and some are only there in newer versions.',
  causes: schemaErrorCauses,
  lookAt: [
    'the version in the QMP greeting',
    'query-qmp-schema of the machine that answered',
    'the id or path of the device: info qom-tree shows it',
  ],
  spec: [],
  reports: [
    'QEMU commits efc4ad6f99 and 5e3cd0a2f5, June 2024, after a review by Markus Armbruster: arguments renamed, integers made enumerations',
    'libcxlmi issue 20: the enumeration of selection policies was suspected to be wrong, a false alarm',
  ],
  mismatch: refusalMismatch('schema-error'),
  watch: refusals('schema-error'),
};
