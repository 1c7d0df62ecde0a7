import type { RelayAppId } from '../../../adapters/wire/messages/relay-guide.ts';

/** An app that the page has a guide for. */
export interface RelayApp {
  readonly id: RelayAppId;
  readonly name: string;
  /** The inlet's kind; null where the service finds out, or it sends finished recordings. */
  readonly kind: string | null;
  /** What the app is told: the address, or a topic of the broker, or only where this service runs. */
  readonly address: 'http' | 'ws' | 'topic' | 'host';
  /** Beats as they come, or recordings when they are finished. */
  readonly sends: 'beats' | 'recordings';
}

const beatsBy = (id: RelayAppId, name: string, address: RelayApp['address'] = 'http'): RelayApp => ({
  id,
  name,
  kind: id,
  address,
  sends: 'beats',
});
const recordingsOf = (id: RelayAppId, name: string): RelayApp => ({
  id,
  name,
  kind: null,
  address: 'http',
  sends: 'recordings',
});

/** What people most likely have first. The words of each guide are in the catalogue. */
export const RELAY_APPS: readonly RelayApp[] = [
  beatsBy('hr_push', 'hr_push'),
  beatsBy('sensor-logger', 'Sensor Logger'),
  beatsBy('heart-rate-monitor-mobile', 'HeartRateMonitorMobile'),
  beatsBy('heartkick', 'heartkick'),
  beatsBy('heart-rate-to-web', 'HeartRateToWeb'),
  beatsBy('hds', 'Health Data Server', 'ws'),
  beatsBy('heart-rate-on-stream', 'HeartRateOnStream', 'host'),
  beatsBy('polar-recorder', 'PolarRecorder', 'topic'),
  beatsBy('miband-web', 'miband-heart-rate-web', 'ws'),
  beatsBy('vrc-osc-miband', 'vrc-osc-miband-hrm', 'ws'),
  beatsBy('heartsock', 'Heartsock', 'ws'),
  beatsBy('vts-heartrate', 'vts-heartrate plugins', 'ws'),
  beatsBy('pulsoid', 'Pulsoid', 'ws'),
  beatsBy('hyperate', 'HypeRate', 'ws'),
  { ...beatsBy('mqtt', 'MQTT', 'topic'), kind: null },
  recordingsOf('gadgetbridge', 'Gadgetbridge'),
  recordingsOf('runnerup', 'RunnerUp'),
  recordingsOf('yolaq', 'Yolaq'),
  recordingsOf('fitotrack', 'FitoTrack'),
  recordingsOf('health-auto-export', 'Health Auto Export'),
  recordingsOf('hc-webhook', 'HC Webhook'),
  recordingsOf('open-wearables', 'Open Wearables'),
  { ...beatsBy('other', ''), kind: null },
];
