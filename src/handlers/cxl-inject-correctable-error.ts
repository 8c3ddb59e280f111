import { errorInjection } from '../device/inject-error.js';
import { cxlInjectCorrectableError } from '../qmp/cxl-inject-correctable-error.js';

export const cxlInjectCorrectableErrorHandler = errorInjection(cxlInjectCorrectableError);
