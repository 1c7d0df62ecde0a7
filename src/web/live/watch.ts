import { effect, signal, untracked } from '@preact/signals';
import type { CoachFrame, LiveIntent, ServerFrame } from '../../adapters/wire/live/live-frames.ts';
import { isRefusal } from '../../adapters/wire/live/is-refusal.ts';
import { LIVE_SUBPROTOCOL } from '../../adapters/wire/live/live-protocol.ts';
import { backoffMs } from '../../adapters/wire/live/live-backoff.ts';
import { filledRange } from '../../domain/bands/band.ts';
import { DEFAULT_PRESCRIPTION } from '../../domain/prescription/default-prescription.ts';
import type { Band, Prescription } from '../../domain/prescription/prescription.ts';
import { getJson } from '../api/api-client.ts';
import type { PrescriptionJson } from '../api/contract.ts';
import { deviceToken } from '../api/device-token.ts';
import { asPrescription, basisInForce } from '../shell/athlete.ts';
import { liveUrl } from './connect-client.ts';
import { soundCeiling } from './ceiling-alarm.ts';
import { IDLE, liveView, show } from './live-view.ts';
import { hasVoice, speak } from './speech.ts';
import { sayPhase } from './say-phase.ts';
import { tellAgain, tellOnce } from './tell-once.ts';
import { keepAwake } from './wake-clients.ts';
import { WakeLock } from './wake-lock.ts';

/** Coach frames come about once a second; without one for so long there is nothing to show. */
const STALE_MS = 6_000;
/** Advice is for now: after this it would be wrong advice. */
const CUE_MS = 20_000;

let stop: (() => void) | null = null;
const wakeLock = new WakeLock(() => tellOnce('screen_may_sleep'));

/**
 * Shows the athlete's run from whichever device bridges it, and comes back by itself; of several the server sends the one
 * that leads (L12). With an intent this page is the runner's own coach and speaks (N6); a spectator's says nothing.
 */
export function startWatching(coached: LiveIntent | null = null): void {
  stop?.();
  liveView.value = {
    ...IDLE,
    phase: 'running',
    source: coached === null ? 'watch' : 'relay',
    intent: coached ?? 'free',
  };
  tellAgain();
  wakeLock.want(true);
  if (coached !== null && !hasVoice) tellOnce('no_voice');
  const stopBands = showBands();
  let attempt = 0;
  /** What comes of any other is no longer listened to. */
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stale: ReturnType<typeof setTimeout> | undefined;
  let cueTimer: ReturnType<typeof setTimeout> | undefined;
  const say = (frame: CoachFrame): void => {
    if (frame.cue !== undefined) {
      clearTimeout(cueTimer);
      cueTimer = setTimeout(() => show({ cue: null }), CUE_MS);
    }
    if (coached === null) return;
    if (frame.cue !== undefined) speak(frame.cue.text);
    else sayPhase(liveView.value.coach?.interval, frame.interval);
  };
  const connect = (): void => {
    clearTimeout(timer);
    socket?.close();
    show({ server: 'connecting' });
    const opening = new WebSocket(liveUrl('/v1/live/watch'), LIVE_SUBPROTOCOL);
    socket = opening;
    let retryAfterSeconds = 0;
    opening.addEventListener('open', () => {
      const token = deviceToken();
      if (token !== null) opening.send(JSON.stringify({ type: 'hello', token }));
      show({ server: 'connected' });
    });
    opening.addEventListener('message', ({ data }) => {
      if (socket !== opening) return;
      // Our own server speaks; its frames are declared in `live-frames`.
      const frame = JSON.parse(String(data)) as ServerFrame;
      if (frame.type === 'error') {
        ({ retryAfterSeconds = 0 } = frame);
        return;
      }
      attempt = 0;
      if (frame.type === 'bands') {
        show({ maxHeartRate: frame.maxHeartRate, bands: frame.bands });
        // Another prescription moves them.
        void showPrescription();
      }
      if (frame.type !== 'coach') return;
      clearTimeout(stale);
      stale = setTimeout(() => show({ bpm: null }), STALE_MS);
      const { session, device, simulated } = frame;
      const bpm = frame.stale ? null : frame.bpm;
      say(frame);
      const { ceiling = null } = frame;
      if (ceiling?.event !== undefined) soundCeiling(ceiling.event, ceiling.bpm);
      if (liveView.value.coach === null || session !== liveView.value.session) {
        show({ session, startedAtMs: frame.at, cue: null });
      }
      show({ coach: frame, bpm, ceiling, strapName: device, simulated });
      if (frame.cue !== undefined) show({ cue: frame.cue });
    });
    opening.addEventListener('close', ({ code }) => {
      if (socket !== opening) return;
      const server = isRefusal(code, retryAfterSeconds) ? 'refused' : 'offline';
      show({ bpm: null, server });
      if (server === 'offline') {
        timer = setTimeout(connect, backoffMs(attempt++, Math.random(), retryAfterSeconds));
      }
    });
  };
  const letSleep = keepAwake({
    wake() {
      // A network that changed under a socket leaves it open and dead.
      if (liveView.value.bpm === null && liveView.value.server !== 'refused') connect();
    },
  });
  stop = () => {
    letSleep();
    stopBands();
    clearTimeout(timer);
    clearTimeout(stale);
    clearTimeout(cueTimer);
    socket?.close();
    socket = null;
    wakeLock.want(false);
  };
  connect();
}

export function stopWatching(): void {
  stop?.();
  stop = null;
  liveView.value = IDLE;
}

/** The runner's prescription, which a reader's own need not be; null where it cannot be read. */
async function showPrescription(): Promise<Prescription | null> {
  const prescription = await getJson<PrescriptionJson>('/v1/athlete/prescriptions/current').then(
    (value) => asPrescription(value)[0] ?? null,
    () => null,
  );
  show({ prescription });
  return prescription;
}

/** The bands as far as they are known, and again whenever more of the athlete is, until the answered function is called. */
function showBands(): () => void {
  const current = signal<readonly Band[]>(DEFAULT_PRESCRIPTION.bands);
  void showPrescription().then((prescription) => {
    if (prescription !== null) current.value = prescription.bands;
  });
  return effect(() => {
    const basis = basisInForce();
    const bands = current.value.flatMap((band) => {
      const range = filledRange(band, basis);
      return range === null ? [] : [{ id: band.id, ...range }];
    });
    untracked(() => show({ maxHeartRate: basis.maxBpm, bands }));
  });
}
