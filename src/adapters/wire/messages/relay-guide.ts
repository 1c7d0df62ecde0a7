/** The apps that the page has a guide for. */
export type RelayAppId =
  | 'hr_push'
  | 'sensor-logger'
  | 'heart-rate-monitor-mobile'
  | 'heartkick'
  | 'heart-rate-to-web'
  | 'hds'
  | 'heart-rate-on-stream'
  | 'polar-recorder'
  | 'miband-web'
  | 'vrc-osc-miband'
  | 'heartsock'
  | 'vts-heartrate'
  | 'pulsoid'
  | 'hyperate'
  | 'mqtt'
  | 'gadgetbridge'
  | 'runnerup'
  | 'yolaq'
  | 'fitotrack'
  | 'health-auto-export'
  | 'hc-webhook'
  | 'open-wearables'
  | 'other';

/** How an app is told the address, one step a line; what it can't do is said after them. */
export interface RelayGuide {
  readonly steps: readonly string[];
  readonly limit?: string;
}
