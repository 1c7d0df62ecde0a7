import type { RelayAppId } from '../../../adapters/wire/messages/relay-guide.ts';

/** An app that the page has a guide for. */
export interface RelayApp {
  readonly id: RelayAppId;
  readonly name: string;
  /** The inlet's kind; null where the service finds out, or it sends finished recordings. */
  readonly kind: string | null;
  readonly address: 'http' | 'ws';
  /** Beats as they come, or recordings when they are finished. */
  readonly sends: 'beats' | 'recordings';
}

/** What people most likely have first. The words of each guide are in the catalogue. */
export const RELAY_APPS: readonly RelayApp[] = [
  { id: 'hr_push', name: 'hr_push', kind: 'hr_push', address: 'http', sends: 'beats' },
  { id: 'sensor-logger', name: 'Sensor Logger', kind: 'sensor-logger', address: 'http', sends: 'beats' },
  {
    id: 'heart-rate-monitor-mobile',
    name: 'HeartRateMonitorMobile',
    kind: 'heart-rate-monitor-mobile',
    address: 'http',
    sends: 'beats',
  },
  { id: 'heartkick', name: 'heartkick', kind: 'heartkick', address: 'http', sends: 'beats' },
  {
    id: 'heart-rate-to-web',
    name: 'HeartRateToWeb',
    kind: 'heart-rate-to-web',
    address: 'http',
    sends: 'beats',
  },
  { id: 'hds', name: 'Health Data Server', kind: 'hds', address: 'ws', sends: 'beats' },
  { id: 'gadgetbridge', name: 'Gadgetbridge', kind: null, address: 'http', sends: 'recordings' },
  { id: 'runnerup', name: 'RunnerUp', kind: null, address: 'http', sends: 'recordings' },
  { id: 'fitotrack', name: 'FitoTrack', kind: null, address: 'http', sends: 'recordings' },
  {
    id: 'health-auto-export',
    name: 'Health Auto Export',
    kind: null,
    address: 'http',
    sends: 'recordings',
  },
  { id: 'hc-webhook', name: 'HC Webhook', kind: null, address: 'http', sends: 'recordings' },
  { id: 'open-wearables', name: 'Open Wearables', kind: null, address: 'http', sends: 'recordings' },
  { id: 'other', name: '', kind: null, address: 'http', sends: 'beats' },
];
