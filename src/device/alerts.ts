import type { BehaviourValue } from './behaviours.js';

/** The alerts that a host can program, in the order of their bits. */
export interface AlertSet {
  readonly lifeUsed: boolean;
  readonly overTemperature: boolean;
  readonly underTemperature: boolean;
  readonly correctedVolatileErrors: boolean;
  readonly correctedPersistentErrors: boolean;
}

/** The thresholds of the device's alerts: critical ones are fixed, warnings are the host's to set. */
export interface Alerts {
  readonly validAlerts: AlertSet;
  readonly programmableAlerts: AlertSet;
  readonly lifeUsedCriticalPercent: number;
  readonly lifeUsedWarningPercent: number;
  readonly overTemperatureCriticalCelsius: number;
  readonly underTemperatureCriticalCelsius: number;
  readonly overTemperatureWarningCelsius: number;
  readonly underTemperatureWarningCelsius: number;
  readonly correctedVolatileErrorsWarning: number;
  readonly correctedPersistentErrorsWarning: number;
}

const NO_ALERTS: AlertSet = {
  lifeUsed: false,
  overTemperature: false,
  underTemperature: false,
  correctedVolatileErrors: false,
  correctedPersistentErrors: false,
};

export const ALL_ALERTS: AlertSet = {
  lifeUsed: true,
  overTemperature: true,
  underTemperature: true,
  correctedVolatileErrors: true,
  correctedPersistentErrors: true,
};

/** What the device has at power-on; a reset keeps what the host set. */
export const initialAlerts: Alerts = {
  validAlerts: NO_ALERTS,
  programmableAlerts: NO_ALERTS,
  lifeUsedCriticalPercent: 75,
  lifeUsedWarningPercent: 40,
  overTemperatureCriticalCelsius: 35,
  underTemperatureCriticalCelsius: 10,
  overTemperatureWarningCelsius: 25,
  underTemperatureWarningCelsius: 20,
  correctedVolatileErrorsWarning: 0,
  correctedPersistentErrorsWarning: 0,
};

/** The thresholds that a host asks for, with the alerts that it means by them. */
export interface AlertRequest
  extends Pick<
    Alerts,
    | 'lifeUsedWarningPercent'
    | 'overTemperatureWarningCelsius'
    | 'underTemperatureWarningCelsius'
    | 'correctedVolatileErrorsWarning'
    | 'correctedPersistentErrorsWarning'
  > {
  readonly validActions: AlertSet;
  readonly enableActions: AlertSet;
}

/** Which alert a threshold belongs to, in the order in which the device takes them; an alert's place is its bit. */
export const THRESHOLDS = [
  ['lifeUsed', 'lifeUsedWarningPercent'],
  ['overTemperature', 'overTemperatureWarningCelsius'],
  ['underTemperature', 'underTemperatureWarningCelsius'],
  ['correctedVolatileErrors', 'correctedVolatileErrorsWarning'],
  ['correctedPersistentErrors', 'correctedPersistentErrorsWarning'],
] as const;

/**
 * The alerts with the thresholds that the host asks for, up to the first that is out of bounds. `field-by-field`: an
 * alert once programmed stays, temperatures compare as unsigned; `as-a-whole`: as the specification has it.
 */
export function withThresholds(
  alerts: Alerts,
  request: AlertRequest,
  mode: BehaviourValue<'alertConfiguration'>,
): { readonly alerts: Alerts; readonly refused: keyof AlertSet | null } {
  let next = alerts;
  for (const [alert, threshold] of THRESHOLDS) {
    if (!request.validActions[alert]) continue;
    if (outOfBounds(alerts, request, alert, mode)) return { alerts: next, refused: alert };
    next = { ...next, [threshold]: request[threshold], ...enabled(next, request, alert, mode) };
  }
  return { alerts: next, refused: null };
}

function enabled(
  alerts: Alerts,
  request: AlertRequest,
  alert: keyof AlertSet,
  mode: BehaviourValue<'alertConfiguration'>,
): Partial<Alerts> {
  if (mode === 'field-by-field') return { programmableAlerts: { ...alerts.programmableAlerts, [alert]: true } };
  return { validAlerts: { ...alerts.validAlerts, [alert]: request.enableActions[alert] } };
}

/** A warning must come before its critical threshold. */
function outOfBounds(
  alerts: Alerts,
  request: AlertRequest,
  alert: keyof AlertSet,
  mode: BehaviourValue<'alertConfiguration'>,
): boolean {
  const celsius = (value: number): number => (mode === 'field-by-field' ? value & 0xffff : value);
  switch (alert) {
    case 'lifeUsed':
      return request.lifeUsedWarningPercent >= alerts.lifeUsedCriticalPercent;
    case 'overTemperature':
      return celsius(request.overTemperatureWarningCelsius) >= alerts.overTemperatureCriticalCelsius;
    case 'underTemperature':
      return celsius(request.underTemperatureWarningCelsius) <= alerts.underTemperatureCriticalCelsius;
    default:
      return false;
  }
}
