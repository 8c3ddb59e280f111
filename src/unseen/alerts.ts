import { THRESHOLDS } from '../device/alerts.js';
import { getAlertConfiguration } from '../mailbox/4201-get-alert-configuration.js';
import { setAlertConfiguration } from '../mailbox/4202-set-alert-configuration.js';
import type { TraceEvent } from '../trace/events.js';
import { isOf, type Teller, taken } from './teller.js';
import { isPartlyKnown } from './unseen.js';

/** The alert configuration tells the warnings that a host had set; the critical thresholds are the device's own. */
export const alerts: Teller = {
  part: 'alerts',
  dependsOn: ({ event }) => isOf(event, getAlertConfiguration),
  tell(scene) {
    const told = taken(scene.event, getAlertConfiguration)?.response;
    if (told == null) return null;
    const unknown = THRESHOLDS.filter((_, place) => !isPartlyKnown(scene.unseen, 'alerts', bit(place)));
    const { device } = scene;
    const asTold = <Value>(pick: (place: (typeof THRESHOLDS)[number]) => readonly [string, Value]) =>
      Object.fromEntries(unknown.map(pick));
    const next = {
      ...device.alerts,
      ...asTold(([, threshold]) => [threshold, told[threshold]]),
      validAlerts: { ...device.alerts.validAlerts, ...asTold(([alert]) => [alert, told.validAlerts[alert]]) },
      programmableAlerts: {
        ...device.alerts.programmableAlerts,
        ...asTold(([alert]) => [alert, told.programmableAlerts[alert]]),
      },
    };
    return {
      device: { ...device, alerts: next },
      value: unknown.map(([, threshold]) => `${threshold} ${told[threshold]}`).join(', '),
    };
  },
  wants: { mailbox: [getAlertConfiguration, setAlertConfiguration] },
  settles: ({ event }) => taken(event, getAlertConfiguration) !== null,
  learns: ({ event }) => programmed(event).map(bit),
};

const bit = (place: number) => ({ start: BigInt(place), end: BigInt(place + 1) });

/** The places of the alerts that a host programs. */
function programmed(event: TraceEvent): readonly number[] {
  const set = taken(event, setAlertConfiguration)?.request;
  return set === undefined ? [] : THRESHOLDS.flatMap(([alert], place) => (set.validActions[alert] ? [place] : []));
}
