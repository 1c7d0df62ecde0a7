import type { Authorities } from '../../application/authority/authorities.ts';
import type { InletHolder } from '../../application/inlets/authenticate-inlet.ts';
import { MINUTE_MS, SECOND_MS } from '../../domain/units.ts';
import type { Relay, RelayReading } from '../wire/relays/relay.ts';
import type { RelayFrame } from '../wire/relays/relay-frame.ts';
import { readRelay, relayOf } from '../wire/relays/relays.ts';
import type { HealthExport } from './health-export.ts';
import { type CoachListener, type InletRun, type NamedItem, NotStored } from './inlet-run.ts';
import type { InletSightings, Via } from './inlet-sightings.ts';
import { originOf } from './origin-of.ts';
import { SourceClock, type TimedBeat } from './source-clock.ts';
import { InletGone, RUN_GAP_MS, SourceRuns, type SourceRunsDeps } from './source-runs.ts';

/** Never with a bpm, a token or a name. */
export interface InletLog {
  error(fields: object, message: string): void;
}

export interface InletIntakeDeps extends SourceRunsDeps {
  readonly sightings: InletSightings;
  readonly authorities: Pick<Authorities, 'onEnd'>;
  readonly log: InletLog;
}

/** What became of a frame. `stored`: committed, once each (L1); `busy`: nothing is promised, send it again. */
export type Taken =
  | {
      readonly outcome: 'stored';
      readonly relay: Relay;
      readonly stored: number;
      readonly duplicates: number;
      /** Whose clock the instants are by; null without a beat. */
      readonly clock: 'source' | 'server' | null;
      /** A coach frame as it goes over the wire, where the inlet may tell (N1). */
      readonly coach: string | null;
    }
  | { readonly outcome: 'unreadable'; readonly relay: Relay }
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'too_fast' };

/** How long a frame may wait for its commit before its app is told to send it again. */
const LONGEST_WAIT_MS = 10 * SECOND_MS;
/** Another process may open the same run at the same moment; each attempt opens it here again. */
const MOST_ATTEMPTS = 4;
/** Items handed on together. */
const ITEMS_AT_ONCE = 300;
const MOST_FRAMES_PER_MINUTE = 6_000;
const SWEEP_MS = MINUTE_MS;

interface NamedBeat extends TimedBeat {
  readonly origin: number;
}

interface Source {
  readonly clock: SourceClock;
  readonly runs: SourceRuns;
  /** As it was at its last frame. */
  inlet: InletHolder;
  usual: Relay | null;
  lastFrameMs: number;
  minuteMs: number;
  frames: number;
}

/** Turns the frames of all inlets of this process into items of their live streams (N3–N5). */
export class InletIntake {
  readonly #deps: InletIntakeDeps;
  readonly #sources = new Map<string, Source>();
  readonly #listeners = new Set<(inlet: InletHolder, text: string) => void>();
  readonly #coached = new Map<string, Set<(text: string) => void>>();
  readonly #sweeper: NodeJS.Timeout;

  constructor(deps: InletIntakeDeps) {
    this.#deps = deps;
    // L14: what it has under way is not stored any more.
    deps.authorities.onEnd((key) => {
      if (key.startsWith('inlet:')) this.#release(key.slice('inlet:'.length));
    });
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
    this.#sweeper.unref();
  }

  async take(inlet: InletHolder, frame: RelayFrame, via: Via): Promise<Taken> {
    if (!this.#deps.streams.accepting) return { outcome: 'busy' };
    const nowMs = this.#deps.clock.nowMs();
    const source = this.#sourceOf(inlet, nowMs);
    if (++source.frames > MOST_FRAMES_PER_MINUTE) return { outcome: 'too_fast' };
    const { relay, reading } = readRelay(frame, relayOf(inlet.kind) ?? source.usual);
    const key = { athleteId: inlet.athleteId, inletId: inlet.id };
    if (reading === null) {
      const nothing = { bpm: null, beats: 0, recognisedAs: null, deviceName: null, run: null };
      this.#deps.sightings.note({ key, via, atMs: nowMs, ...nothing, unreadable: frame.text });
      return { outcome: 'unreadable', relay };
    }
    source.usual = relay;
    const timed = source.clock.time(reading.beats, nowMs).map((each, index) => {
      const { beat, atMs, clock } = each;
      // Field by field, here and below: spreading an object costs as much as all else that is done with a beat.
      return { beat, atMs, clock, origin: originOf(each, index, reading) };
    });
    for (let attempt = 1; ; attempt++) {
      try {
        const { run, stored } = await within(LONGEST_WAIT_MS, this.#store(source, relay, reading, timed));
        const bpm = timed.findLast(({ beat }) => beat.code > 0)?.beat.code ?? null;
        this.#deps.sightings.note({
          key,
          via,
          atMs: nowMs,
          bpm,
          beats: timed.length,
          recognisedAs: relay.id,
          deviceName: reading.device,
          run: run?.span ?? null,
          unreadable: null,
        });
        return {
          outcome: 'stored',
          relay,
          stored,
          duplicates: timed.length - stored,
          clock: timed[0]?.clock ?? null,
          coach: inlet.answerWithCoaching ? (run?.lastCoach ?? null) : null,
        };
      } catch (error) {
        if (error instanceof InletGone) return { outcome: 'gone' };
        if (!(error instanceof NotStored)) {
          this.#deps.log.error({ err: error }, 'an inlet waits for the database');
          return { outcome: 'busy' };
        }
        if (error.code === 'too_fast') return { outcome: 'too_fast' };
        if (error.code !== 'superseded' || attempt >= MOST_ATTEMPTS) return { outcome: 'busy' };
      }
    }
  }

  /** A finished recording came this way, or the client that is to bring it. */
  noteFile(
    { athleteId, id: inletId }: InletHolder,
    via: Via,
    recognisedAs: 'file' | 'endurain' | HealthExport['app'],
  ): void {
    const nothing = { bpm: null, beats: 0, deviceName: null, run: null, unreadable: null };
    const atMs = this.#deps.clock.nowMs();
    this.#deps.sightings.note({ key: { athleteId, inletId }, via, atMs, recognisedAs, ...nothing });
  }

  /** Hears the coach frames of an inlet's runs, where it may tell them; answers the function that stops it. */
  listen(inletId: string, onCoach: (text: string) => void): () => void {
    const listeners = this.#coached.get(inletId) ?? new Set();
    this.#coached.set(inletId, listeners.add(onCoach));
    return () => {
      listeners.delete(onCoach);
      if (listeners.size === 0) this.#coached.delete(inletId);
    };
  }

  /** Stops writing the runs of an inlet here; its next frame opens them again. */
  #release(inletId: string): void {
    this.#sources.get(inletId)?.runs.release();
    this.#sources.delete(inletId);
  }

  /** Hears the coach frames of every inlet that may tell them; answers the function that stops it. */
  listenToAll(onCoach: (inlet: InletHolder, text: string) => void): () => void {
    this.#listeners.add(onCoach);
    return () => void this.#listeners.delete(onCoach);
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    await this.#deps.sightings.close();
  }

  /** Resolves when every beat is committed, those that were there before included. */
  async #store(
    source: Source,
    relay: Relay,
    reading: RelayReading,
    timed: readonly NamedBeat[],
  ): Promise<{ run: InletRun | null; stored: number }> {
    const touched = new Set<InletRun>();
    let run: InletRun | null = null;
    let stored = 0;
    let items: NamedItem[] = [];
    const handOn = (): void => {
      stored += run?.append(items) ?? 0;
      items = [];
    };
    for (const { beat, atMs, clock, origin } of timed) {
      // Only an instant with an offset names its beat for good.
      const held = clock === 'source' ? source.runs.holding(origin) : undefined;
      if (held !== undefined) {
        touched.add(held);
        continue;
      }
      let around = source.runs.around(atMs);
      if (around.length === 0 || around.some(({ open }) => !open)) {
        if (items.length > 0) handOn();
        // N5: a run begins with a beat, not with the news that there is none.
        if (around.length === 0 && beat.code <= 0) continue;
        around = await source.runs.openAround(atMs, {
          name: reading.device === null ? relay.name : `${relay.name} · ${reading.device}`,
          kind: relay.deviceKind,
        });
      }
      const known = around.find((each) => each.has(origin));
      const its: InletRun | undefined =
        known ?? around.findLast(({ span }) => span.startedAtMs <= atMs) ?? around[0];
      if (its === undefined) throw new NotStored('overloaded');
      touched.add(its);
      if (known !== undefined) continue;
      if (run !== its && items.length > 0) handOn();
      run = its;
      if (run.isFull) await run.committed();
      const { code, rr, contact } = beat;
      items.push({ atMs, code, rr, contact, origin });
      if (items.length >= ITEMS_AT_ONCE) handOn();
    }
    if (items.length > 0) handOn();
    for (const held of touched) await held.committed();
    return { run: run ?? [...touched].at(-1) ?? null, stored };
  }

  #sourceOf(inlet: InletHolder, nowMs: number): Source {
    const { athleteId, id: inletId } = inlet;
    let source = this.#sources.get(inletId);
    if (source === undefined) {
      source = {
        clock: new SourceClock(),
        runs: new SourceRuns({ athleteId, inletId }, this.#deps, this.#coachedOf(inletId)),
        inlet,
        usual: null,
        lastFrameMs: nowMs,
        minuteMs: nowMs,
        frames: 0,
      };
      this.#sources.set(inletId, source);
    }
    source.lastFrameMs = nowMs;
    source.inlet = inlet;
    if (nowMs - source.minuteMs >= MINUTE_MS) {
      source.minuteMs = nowMs;
      source.frames = 0;
    }
    return source;
  }

  /** What it may tell is asked at every frame: its owner may have changed it. */
  #coachedOf(inletId: string): CoachListener {
    const mayTell = (): boolean => this.#sources.get(inletId)?.inlet.answerWithCoaching === true;
    return {
      get isListening() {
        return mayTell();
      },
      send: (text) => this.#coach(inletId, text),
    };
  }

  #coach(inletId: string, text: string): void {
    const inlet = this.#sources.get(inletId)?.inlet;
    if (inlet?.answerWithCoaching !== true) return;
    for (const listener of this.#coached.get(inletId) ?? []) listener(text);
    for (const listener of this.#listeners) listener(inlet, text);
  }

  /** Lets go of what has been silent for longer than a run lasts. */
  #sweep(): void {
    const beforeMs = this.#deps.clock.nowMs() - RUN_GAP_MS - SWEEP_MS;
    for (const [inletId, source] of this.#sources) if (source.lastFrameMs < beforeMs) this.#release(inletId);
  }
}

/** @throws NotStored when the work takes longer; it goes on all the same. */
function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NotStored('overloaded')), ms);
    const settle =
      <Value>(settled: (value: Value) => void) =>
      (value: Value): void => {
        clearTimeout(timer);
        settled(value);
      };
    work.then(settle(resolve), settle(reject));
  });
}
