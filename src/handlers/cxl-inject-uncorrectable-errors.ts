import { errorInjection } from '../device/inject-error.js';
import { cxlInjectUncorrectableErrors } from '../qmp/cxl-inject-uncorrectable-errors.js';

export const cxlInjectUncorrectableErrorsHandler = errorInjection(cxlInjectUncorrectableErrors);
