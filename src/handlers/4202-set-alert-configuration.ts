import { withThresholds } from '../device/alerts.js';
import { refuse, succeed } from '../device/outcome.js';
import { defineHandler } from '../device/profile.js';
import { setAlertConfiguration } from '../mailbox/4202-set-alert-configuration.js';

export const setAlertConfigurationHandler = defineHandler(setAlertConfiguration, {
  concerns: ['alerts'],
  effects: ['immediate-policy-change'],
  handle(state, request, { profile: { behaviours } }) {
    const { alerts, refused } = withThresholds(state.alerts, request, behaviours.alertConfiguration);
    const why = refused !== null && `the ${refused} warning lies beyond its critical threshold`;
    const kept = behaviours.alertConfiguration === 'field-by-field' ? { ...state, alerts } : state;
    return why ? refuse(kept, 'INVALID_INPUT', why) : succeed({ ...state, alerts });
  },
});
