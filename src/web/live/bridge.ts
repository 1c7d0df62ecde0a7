import { v7 as uuidV7 } from 'uuid';
import { decodeHeartRateMeasurement } from '../../adapters/wire/live/heart-rate-measurement.ts';
import type { LiveClient } from '../../adapters/wire/live/live-client.ts';
import type { LiveIntent } from '../../adapters/wire/live/live-frames.ts';
import { PLAN_FACTS } from '../../domain/simulated-heart/simulated-plan.ts';
import { chooseStrap, connectStrap, hasBluetooth, knownStrap, type Strap } from './bluetooth-strap.ts';
import { connectClient } from './connect-client.ts';
import { IDLE, liveView, show } from './live-view.ts';
import { countSendingOn, isGivenUp, sendRest } from './rest-of-runs.ts';
import { askToKeepRuns } from './persistence.ts';
import { RunCoaching } from './run-coaching.ts';
import { runEvents } from './run-events.ts';
import { maxHeartRateForSimulation } from './simulation-max.ts';
import { lockSession } from './lock-session.ts';
import { SessionStore, type OpenSession, type SessionHistory } from './session-store.ts';
import { playSimulatedRun, type SimulatedStrap } from './simulated-strap.ts';
import { hasVoice } from './speech.ts';
import { dismiss, tellAgain, tellOnce } from './tell-once.ts';
import { keepAwake } from './wake-clients.ts';
import { WakeLock } from './wake-lock.ts';

/** A value older than this is not shown (C). */
const STALE_MS = 5_000;
const SIMULATED_TIME_SCALE = 30;
/** No longer true once the strap is there again, or no longer looked for. */
const STRAP_NOTICES = ['strap_silent', 'strap_lost'] as const;
/** A loss that is over sooner is not worth a word. */
const LOST_MS = 10_000;

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
const wakeLock = new WakeLock(() => tellOnce('screen_may_sleep'));

/** Asks for a strap and begins. Must be called from a tap: the browser shows its chooser only then. `any`: see `chooseStrap`. */
export async function startStrap(intent: LiveIntent, any = false): Promise<void> {
  if (!hasBluetooth()) {
    show({ trouble: 'no_bluetooth' });
    return;
  }
  const choice = await chooseStrap(any);
  if (choice === null) return;
  if ('trouble' in choice) {
    show({ trouble: choice.trouble });
    return;
  }
  const { device } = choice;
  const begun = await beginNew({
    id: uuidV7(),
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
  begun = await beginNew({
    id: uuidV7({ msecs: simulated.run.startMs }),
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
  const store = new SessionStore();
  let goesOn: OpenSession | null = null;
  const kept = await store.list().catch(() => []);
  for (const session of kept.sort((a, b) => b.startedAtMs - a.startedAtMs)) {
    // What cannot be read is tried again where that is told.
    const opened = await store.buffer.open(session.id).catch(() => null);
    // Nobody is left to play a simulated run on, nor one that a later one has followed.
    if (opened?.ended === true || session.source === 'simulated' || goesOn !== null)
      void sendRest(session, store);
    else goesOn = session;
  }
  if (goesOn === null || bridged !== null || !(await begin(goesOn, store, false))) return;
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
  const choice = await chooseStrap(liveView.value.strap === 'no_heart_rate');
  if (choice === null) return;
  if ('trouble' in choice) show({ trouble: choice.trouble });
  else attachStrap(choice.device);
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

// What the storage refused is in this tab alone.
addEventListener('beforeunload', (event) => {
  const { keeps, unsent } = liveView.value;
  if (!keeps && unsent > 0) event.preventDefault();
});

/** From the summary back to the start. */
export function leaveEnded(): void {
  liveView.value = IDLE;
}

const NO_HISTORY = { entries: [], segments: [] };

/** A run of now begins whatever the storage does; one of before only with what was kept of it. */
function beginNew(session: OpenSession): Promise<boolean> {
  return begin(session, new SessionStore(), true);
}

async function begin(session: OpenSession, store: SessionStore, isNew: boolean): Promise<boolean> {
  const unlock = await lockSession(session.id);
  if (unlock === null) {
    show({ trouble: 'other_tab' });
    return false;
  }
  void askToKeepRuns();
  tellAgain();
  const coaching = new RunCoaching(session, () => client.lastSeq);
  let sent = (): void => undefined;
  const over = (): void => {
    unlock();
    letSleep();
    sent();
  };
  const isShown = (): boolean => bridged?.coaching === coaching;
  const ended = (): void => {
    if (!isShown()) return;
    bridged = null;
    show({ phase: 'ended', unsent: 0 });
  };
  const events = runEvents({ coaching, isShown, over, ended, deleted: letGoOfDeleted });
  const client = connectClient(session, store.buffer, events, isNew);
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
    simulated: session.timeScale !== null,
  };
  let history: SessionHistory = NO_HISTORY;
  try {
    if (isNew) void store.put(session).catch(() => undefined);
    else history = await store.history(session.id);
    await client.start();
    show({ unsent: client.unsentCount });
  } catch {
    // Without knowing the numbers given before, none can be given.
    bridged = null;
    liveView.value = { ...IDLE, trouble: 'no_storage' };
    over();
    return false;
  }
  wakeLock.want(true);
  if (!hasVoice) tellOnce('no_voice');
  // Without its rules, which no cache has yet, there is the server's coach alone.
  void coaching.open(history).catch(() => undefined);
  return true;
}

/** The run on the screen was deleted elsewhere (L15). */
function letGoOfDeleted(): void {
  bridged?.strap?.close();
  bridged?.simulated?.close();
  bridged?.coaching.close();
  bridged?.leave();
  bridged = null;
  clearTimeout(staleTimer);
  wakeLock.want(false);
  liveView.value = { ...IDLE, trouble: 'deleted' };
}

function attachStrap(device: BluetoothDevice): void {
  if (bridged === null) return;
  bridged.strap?.close();
  show({ trouble: null });
  bridged.strap = connectStrap(device, {
    onState(strap) {
      show({ strap, ...(strap === 'connected' ? {} : { bpm: null }) });
      if (strap === 'silent') tellOnce('strap_silent');
      if (strap === 'lost') setTimeout(tellOfLost, LOST_MS);
      if (strap === 'connected' || strap === 'needs_tap') for (const over of STRAP_NOTICES) dismiss(over);
      if (strap === 'no_heart_rate') tellOnce('no_heart_rate');
    },
    onPacket({ bytes, mono, wall }) {
      void bridged?.client.capturePacket(bytes, { mono, wall });
      const measured = decodeHeartRateMeasurement(bytes);
      beat(measured.ok && measured.plausible ? measured.bpm : null);
    },
  });
}

function tellOfLost(): void {
  if (liveView.value.strap === 'lost') tellOnce('strap_lost');
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
  void store.put(bridged.session).catch(() => undefined);
  show({ phase: paused ? 'paused' : 'running', cue: null });
}
