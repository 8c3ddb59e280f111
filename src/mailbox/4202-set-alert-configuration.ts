import { cxl31 } from '../base/spec.js';
import { reserved } from '../layout/bytes.js';
import { i16, u8, u16 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { alertBits } from '../protocol/alerts.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.3.3', 'Set Alert Configuration');

export const setAlertConfiguration = defineCommand({
  opcode: 0x4202,
  spec,
  request: fixed(
    { spec, sizeBytes: 12 },
    {
      /** Which of the thresholds below to take. */
      validActions: alertBits(),
      enableActions: alertBits(),
      lifeUsedWarningPercent: u8(),
      reserved: reserved(1),
      overTemperatureWarningCelsius: i16(),
      underTemperatureWarningCelsius: i16(),
      correctedVolatileErrorsWarning: u16(),
      correctedPersistentErrorsWarning: u16(),
    },
  ),
  response: empty(spec),
});
