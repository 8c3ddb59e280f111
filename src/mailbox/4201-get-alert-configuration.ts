import { cxl31 } from '../base/spec.js';
import { i16, u8, u16 } from '../layout/integers.js';
import { empty, fixed } from '../layout/message.js';
import { alertBits } from '../protocol/alerts.js';
import { defineCommand } from '../protocol/command.js';

const spec = cxl31('8.2.9.9.3.2', 'Get Alert Configuration');

export const getAlertConfiguration = defineCommand({
  opcode: 0x4201,
  spec,
  request: empty(spec),
  response: fixed(
    { spec, sizeBytes: 16 },
    {
      validAlerts: alertBits(),
      programmableAlerts: alertBits(),
      lifeUsedCriticalPercent: u8(),
      lifeUsedWarningPercent: u8(),
      overTemperatureCriticalCelsius: i16(),
      underTemperatureCriticalCelsius: i16(),
      overTemperatureWarningCelsius: i16(),
      underTemperatureWarningCelsius: i16(),
      correctedVolatileErrorsWarning: u16(),
      correctedPersistentErrorsWarning: u16(),
    },
  ),
});
