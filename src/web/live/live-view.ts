import { signal } from '@preact/signals';
import type { CoachFrame, LiveIntent } from '../../adapters/wire/live/live-frames.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { prescriptionInForce } from '../shell/athlete.ts';
import type { StrapState } from './bluetooth-strap.ts';

export interface BandRange {
  readonly id: string;
  readonly lowBpm: number;
  readonly highBpm: number;
}

/** Everything the live screen shows, in one value that the bridge and the watcher write and the screen reads. */
export interface LiveView {
  readonly phase: 'idle' | 'starting' | 'running' | 'paused' | 'ending' | 'ended';
  readonly source: 'strap' | 'simulated' | 'watch' | 'relay' | null;
  readonly session: string | null;
  readonly intent: LiveIntent;
  /** The value on the screen; null shows "--", never an old number. */
  readonly bpm: number | null;
  readonly maxHeartRate: number | null;
  readonly bands: readonly BandRange[];
  /** Of whose run is watched; null where it is this browser's own. */
  readonly prescription: Prescription | null;
  readonly strap: 'none' | StrapState;
  readonly strapName: string | null;
  /** Captured here, not yet acknowledged by the server. */
  readonly unsent: number;
  /** False while the storage refuses: what is unsent is kept in memory alone (L16). */
  readonly keeps: boolean;
  /** `no_socket`: the server answers, and its live socket does not open. */
  readonly server: 'connecting' | 'connected' | 'offline' | 'no_socket' | 'superseded' | 'refused';
  /** Of a run that is watched (L12): whether a simulator records it. */
  readonly simulated: boolean;
  /** What the runner is told once, in words, while the run goes on; the newest is shown, the ones before wait behind it. */
  readonly notices: readonly LiveNotice[];
  readonly startedAtMs: number | null;
  readonly coach: CoachFrame | null;
  /** Who said so. */
  readonly coachedBy: 'server' | 'phone';
  /** The guard of the ceiling, by the phone's own rules where it captures (X3); null without one. */
  readonly ceiling: NonNullable<CoachFrame['ceiling']> | null;
  readonly cue: { readonly id: string; readonly text: string } | null;
  /** Why a start failed, as a key of the catalogue. */
  readonly trouble: LiveTrouble | null;
}

export type LiveTrouble =
  | 'no_bluetooth'
  | 'no_adapter'
  | 'strap_refused'
  | 'other_tab'
  | 'no_storage'
  | 'needs_tap'
  | 'nothing_recorded'
  | 'deleted';

export type LiveNotice =
  | 'storage_lost'
  | 'storage_back'
  | 'screen_may_sleep'
  | 'no_voice'
  | 'strap_silent'
  | 'strap_lost'
  | 'no_heart_rate'
  | 'no_socket'
  | 'set_aside';

export const IDLE: LiveView = {
  phase: 'idle',
  source: null,
  session: null,
  intent: 'free',
  bpm: null,
  maxHeartRate: null,
  bands: [],
  prescription: null,
  strap: 'none',
  strapName: null,
  unsent: 0,
  keeps: true,
  server: 'connecting',
  simulated: false,
  notices: [],
  startedAtMs: null,
  coach: null,
  coachedBy: 'server',
  ceiling: null,
  cue: null,
  trouble: null,
};

export const liveView = signal<LiveView>(IDLE);

/** What the run is judged by: that of the runner who is watched, else one's own. */
export const prescriptionOfRun = (): Prescription => liveView.value.prescription ?? prescriptionInForce();

export function show(changes: Partial<LiveView>): void {
  liveView.value = { ...liveView.value, ...changes };
}
