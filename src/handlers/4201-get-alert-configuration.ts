import { ALL_ALERTS } from '../device/alerts.js';
import { succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { getAlertConfiguration } from '../mailbox/4201-get-alert-configuration.js';

export const getAlertConfigurationHandler = defineHandler(getAlertConfiguration, {
  concerns: ['alerts'],
  handle: (state, _request, { profile }) =>
    succeed(
      state,
      profile.behaviours.alertConfiguration === 'field-by-field'
        ? state.alerts
        : { ...state.alerts, programmableAlerts: ALL_ALERTS },
    ),
  follow: (state, _request, { response }) => (response === null ? state : { ...state, alerts: response }),
});
