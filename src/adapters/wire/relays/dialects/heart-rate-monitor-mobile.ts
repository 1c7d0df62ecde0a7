import { NOTHING, type Relay } from '../relay.ts';
import { beatOf, isFields } from '../relay-values.ts';

const USER_AGENT = 'HeartRateMonitorMobile-Webhook';

/**
 * HeartRateMonitorMobile (Android): a webhook with a template of one's own, by default `{"bpm": "{bpm}"}`, so the bpm is
 * text. It also tells of the sensor coming and going. Read from ccc007ccc/HeartRateMonitorMobile@c4a0de3.
 */
export const heartRateMonitorMobile: Relay = {
  id: 'heart-rate-monitor-mobile',
  name: 'HeartRateMonitorMobile',
  deviceKind: 'relay',
  recognise: ({ json, userAgent }) =>
    isFields(json) &&
    (userAgent?.startsWith(USER_AGENT) === true ||
      (typeof json['bpm'] === 'string' && Object.keys(json).length === 1) ||
      ('heart_rate' in json && 'connected' in json)),
  items({ json }) {
    if (!isFields(json)) return null;
    const beat = beatOf(json['bpm'] ?? json['heart_rate'], json['timestamp']);
    if (beat !== null) return { beats: [beat], device: null, messageId: null };
    // Its other triggers fill the template with nothing.
    return 'connected' in json || json['bpm'] === '' ? NOTHING : null;
  },
  speech: {
    transport: 'http',
    contentType: 'application/json',
    userAgent: USER_AGENT,
    batch: 1,
    tellsTime: false,
    say: ([beat]) => `{"bpm": "${beat!.bpm}"}`,
  },
};
