import { decodeHeartRateMeasurement } from '../../adapters/wire/live/heart-rate-measurement.ts';
import type { LiveClient } from '../../adapters/wire/live/live-client.ts';
import type { LiveClientEvents, LiveClientState } from '../../adapters/wire/live/live-client-options.ts';
import type { LiveIntent } from '../../adapters/wire/live/live-frames.ts';
import { PLAN_FACTS } from '../../domain/simulated-heart/simulated-plan.ts';
import { chooseStrap, connectStrap, hasBluetooth, knownStrap, type Strap } from './bluetooth-strap.ts';
import { connectClient } from './connect-client.ts';
import { IDLE, liveView, show, type LiveView } from './live-view.ts';
import { countSendingOn, isGivenUp, resultsChanged, sendRest } from './rest-of-runs.ts';
import { RunCoaching } from './run-coaching.ts';
import { maxHeartRateForSimulation } from './simulation-max.ts';
import { lockSession } from './session-lock.ts';
import { SessionStore, type OpenSession } from './session-store.ts';
import { playSimulatedRun, type SimulatedStrap } from './simulated-strap.ts';
import { tellAgain, tellOnce } from './tell-once.ts';
import { uuidV7 } from './uuid-v7.ts';
import { keepAwake } from './wake-clients.ts';
import { WakeLock } from './wake-lock.ts';

/** A value older than this is not shown (C). */
const STALE_MS = 5_000;
const SIMULATED_TIME_SCALE = 30;

const SERVER_STATE: Readonly<Record<LiveClientState, LiveView['server']>> = {
  idle: 'connecting',
  connecting: 'connecting',
  streaming: 'connected',
  waiting: 'offline',
  superseded: 'superseded',
  refused: 'refused',
  ended: 'connected',
  stopped: 'offline',
};

/** The one session that this tab bridges. */
interface Bridged {
  session: OpenSession;
  readonly client: LiveClient;
  readonly store: SessionStore;
  readonly coaching: RunCoaching;
  /** The screen is given to something else; what is unsent is still sent. */
  readonly leave: () => void;
  strap: Strap | null;
  simulated: SimulatedStrap | null;
}

let bridged: Bridged | null = null;
let staleTimer: ReturnType<typeof setTimeout> | undefined;
const wakeLock = new WakeLock();

/** Asks for a strap and begins. Must be called from a tap: the browser shows its chooser only then. */
export async function startStrap(intent: LiveIntent): Promise<void> {
  if (!hasBluetooth()) {
    show({ trouble: 'no_bluetooth' });
    return;
  }
  const device = await chooseStrap().catch(() => undefined);
  if (device === undefined) show({ trouble: 'strap_refused' });
  if (device === undefined || device === null) return;
  const begun = await begin({
    id: uuidV7(Date.now()),
    source: 'strap',
    intent,
    sport: 'running',
    deviceName: device.name ?? null,
    timeScale: null,
    startedAtMs: Date.now(),
    paused: false,
  });
  if (begun) attachStrap(device);
}

/** A whole 4×4 in about a minute, through the very same way as a strap's beats. */
export async function startSimulated(): Promise<void> {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const maxBpm = await maxHeartRateForSimulation();
  const early: Parameters<LiveClient['capture']>[0][] = [];
  let begun = false;
  const simulated = playSimulatedRun({
    planId: '4x4',
    maxBpm,
    timeScale: SIMULATED_TIME_SCALE,
    seed,
    onBeat: ({ atMs, bpm, rr }) => {
      const capture = { value: bpm, rr, contact: bpm !== null, mono: atMs, wall: atMs };
      if (begun) void bridged?.client.capture(capture);
      else early.push(capture);
      beat(bpm);
    },
    onEnd: () => void endSession(),
  });
  begun = await begin({
    id: uuidV7(simulated.run.startMs),
    source: 'simulated',
    intent: 'interval_4x4',
    sport: PLAN_FACTS['4x4'].sport,
    deviceName: null,
    timeScale: SIMULATED_TIME_SCALE,
    startedAtMs: simulated.run.startMs,
    paused: false,
  });
  if (!begun || bridged === null) {
    simulated.close();
    return;
  }
  bridged.simulated = simulated;
  for (const capture of early) void bridged.client.capture(capture);
}

/** After a reload: a run goes on where it was and needs a tap at most; of those that have ended the rest is sent. */
export async function resumeOpenSession(): Promise<void> {
  if (!(await SessionStore.exists())) return;
  const store = await SessionStore.open().catch(() => null);
  if (store === null) return;
  let goesOn: OpenSession | null = null;
  for (const session of (await store.list()).sort((a, b) => b.startedAtMs - a.startedAtMs)) {
    const { ended } = await store.buffer.open(session.id);
    // Nobody is left to play a simulated run on, nor one that a later one has followed.
    if (ended || session.source === 'simulated' || goesOn !== null) void sendRest(session, store);
    else goesOn = session;
  }
  if (goesOn === null || bridged !== null || !(await begin(goesOn))) return;
  show({ strap: 'needs_tap', trouble: 'needs_tap' });
  const device = await knownStrap(goesOn.deviceName);
  if (device !== null) attachStrap(device);
}

/** While the rest of an ended run waits for the server, the next one may begin. */
export function leaveEnding(): void {
  if (bridged === null || liveView.value.phase !== 'ending') return;
  bridged.leave();
  bridged = null;
  liveView.value = IDLE;
}

/** The strap of a resumed session, chosen again by tap. */
export async function reconnectByTap(): Promise<void> {
  const device = await chooseStrap().catch(() => null);
  if (device !== null) attachStrap(device);
}

export function pauseSession(): void {
  setPaused(true);
}

export function resumeSession(): void {
  setPaused(false);
}

/** Ends the session: the rest is sent first, however long that takes. */
export async function endSession(): Promise<void> {
  if (bridged === null) return;
  bridged.strap?.close();
  bridged.simulated?.close();
  clearTimeout(staleTimer);
  bridged.coaching.close();
  wakeLock.want(false);
  show({ phase: 'ending', bpm: null, strap: 'none' });
  await bridged.client.end();
}

/** From the summary back to the start. */
export function leaveEnded(): void {
  liveView.value = IDLE;
}

async function begin(session: OpenSession): Promise<boolean> {
  const unlock = await lockSession(session.id);
  if (unlock === null) {
    show({ trouble: 'other_tab' });
    return false;
  }
  const store = await SessionStore.open().catch(() => null);
  if (store === null) {
    unlock();
    show({ trouble: 'no_storage' });
    return false;
  }
  void navigator.storage.persist();
  tellAgain();
  await store.put(session);
  const coaching = new RunCoaching(session, () => client.lastSeq);
  let sent = (): void => undefined;
  const over = (): void => {
    unlock();
    letSleep();
    sent();
  };
  const client = connectClient(session, store.buffer, eventsOf(coaching, over));
  const letSleep = keepAwake(client);
  const leave = (): void => {
    if (isGivenUp(client.state)) over();
    else sent = countSendingOn();
  };
  bridged = { session, client, store, coaching, leave, strap: null, simulated: null };
  liveView.value = {
    ...IDLE,
    phase: session.paused ? 'paused' : 'running',
    source: session.source,
    session: session.id,
    intent: session.intent,
    strapName: session.deviceName,
    startedAtMs: session.startedAtMs,
  };
  wakeLock.want(true);
  const history = await store.history(session.id);
  await client.start();
  // Without its rules, which no cache has yet, there is the server's coach alone.
  void coaching.open(history).catch(() => undefined);
  return true;
}

/** `over` is called when no more goes to the server. */
function eventsOf(coaching: RunCoaching, over: () => void): LiveClientEvents {
  /** Whether the run is still the one on the screen. */
  const isShown = (): boolean => bridged?.coaching === coaching;
  const showOwn = (changes: Partial<LiveView>): void => {
    if (isShown()) show(changes);
  };
  return {
    state(state) {
      showOwn({ server: SERVER_STATE[state] });
      if (state !== 'streaming') coaching.serverLost();
      // While it is on the screen its numbers are still this tab's to give.
      if (isGivenUp(state) && !isShown()) over();
    },
    welcome({ maxHeartRate, bands, ack }) {
      coaching.acknowledged(ack);
      showOwn({ maxHeartRate, bands });
    },
    captured: (entry) => coaching.captured(entry),
    clock: (segments) => coaching.clock(segments),
    ack: (seq) => coaching.acknowledged(seq),
    unsent: (unsent) => showOwn({ unsent }),
    coach: (frame) => coaching.serverSaid(frame),
    bands: ({ maxHeartRate, bands }) => showOwn({ maxHeartRate, bands }),
    error({ code }) {
      if (code === 'quarantined' && isShown()) tellOnce('set_aside');
    },
    ended() {
      over();
      if (isShown()) {
        bridged = null;
        show({ phase: 'ended', unsent: 0 });
      }
      resultsChanged();
    },
  };
}

function attachStrap(device: BluetoothDevice): void {
  if (bridged === null) return;
  bridged.strap?.close();
  show({ trouble: null });
  bridged.strap = connectStrap(device, {
    onState: (strap) => show({ strap, ...(strap === 'connected' ? {} : { bpm: null }) }),
    onPacket({ bytes, mono, wall }) {
      void bridged?.client.capturePacket(bytes, { mono, wall });
      const measured = decodeHeartRateMeasurement(bytes);
      beat(measured.ok && measured.plausible ? measured.bpm : null);
    },
  });
}

/** Shows a value for as long as it is fresh; after that "--", whatever else still arrives (pains 21). */
function beat(bpm: number | null): void {
  clearTimeout(staleTimer);
  show({ bpm });
  if (bpm !== null) staleTimer = setTimeout(() => show({ bpm: null }), STALE_MS);
}

function setPaused(paused: boolean): void {
  if (bridged === null) return;
  const { client, simulated, store } = bridged;
  bridged.session = { ...bridged.session, paused };
  if (paused) simulated?.pause();
  else simulated?.resume();
  const at = simulated === null ? {} : { mono: simulated.nowMs(), wall: simulated.nowMs() };
  void (paused ? client.pause(at) : client.resume(at));
  void store.put(bridged.session);
  show({ phase: paused ? 'paused' : 'running', cue: null });
}
