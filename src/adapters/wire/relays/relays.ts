import { anyApp } from './dialects/any-app.ts';
import { healthDataServer } from './dialects/health-data-server.ts';
import { heartRateMonitorMobile } from './dialects/heart-rate-monitor-mobile.ts';
import { heartRateOnStream } from './dialects/heart-rate-on-stream.ts';
import { heartRateToWeb } from './dialects/heart-rate-to-web.ts';
import { heartkick } from './dialects/heartkick.ts';
import { heartsock } from './dialects/heartsock.ts';
import { hrPush } from './dialects/hr-push.ts';
import { hyperate } from './dialects/hyperate.ts';
import { mibandWeb } from './dialects/miband-web.ts';
import { polarRecorder } from './dialects/polar-recorder.ts';
import { pulsoid } from './dialects/pulsoid.ts';
import { sensorLogger } from './dialects/sensor-logger.ts';
import { vrcOscMiband } from './dialects/vrc-osc-miband.ts';
import { vtsHeartrate } from './dialects/vts-heartrate.ts';
import type { Relay, RelayReading } from './relay.ts';
import type { RelayFrame } from './relay-frame.ts';

/** Every app that is known, the more particular first; the last takes what no other recognises. */
export const RELAYS: readonly Relay[] = [
  hrPush,
  sensorLogger,
  polarRecorder,
  heartRateMonitorMobile,
  heartkick,
  vtsHeartrate,
  mibandWeb,
  hyperate,
  pulsoid,
  healthDataServer,
  heartRateToWeb,
  heartRateOnStream,
  heartsock,
  vrcOscMiband,
  anyApp,
];

export function relayOf(id: string | null): Relay | null {
  return id === null ? null : (RELAYS.find((relay) => relay.id === id) ?? null);
}

export interface ReadRelay {
  readonly relay: Relay;
  /** Null when nothing of the frame was understood. */
  readonly reading: RelayReading | null;
}

/**
 * Reads a frame as the app that it comes from (N3): `usual` is the one that this source is known to be and is asked first.
 * A frame that an app's own reader does not understand is tried once more as that of any app.
 */
export function readRelay(frame: RelayFrame, usual: Relay | null = null): ReadRelay {
  const relay =
    usual !== null && usual !== anyApp && usual.recognise(frame)
      ? usual
      : RELAYS.find((each) => each.recognise(frame))!;
  return { relay, reading: relay.items(frame) ?? (relay === anyApp ? null : anyApp.items(frame)) };
}
