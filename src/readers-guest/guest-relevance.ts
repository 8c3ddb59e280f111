import type { KernelLine } from './kernel-prefix.js';

const NAMES = /cxl|\bdax|\bDCD?\b|extent\d/i;
const DRIVERS = /^(?:cxl\w*|dax\w*|device_dax|kmem)$/;

/** Whether a line of a guest's log has to do with CXL, by its driver or by what it names. */
export const concernsCxl = ({ driver, whole }: KernelLine): boolean =>
  (driver !== null && DRIVERS.test(driver)) || NAMES.test(whole);
