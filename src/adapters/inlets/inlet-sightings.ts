import type {
  AddressClass,
  InletKey,
  InletRunSpan,
  InletSighting,
  InletStore,
} from '../../application/ports/inlet-store.ts';
import type { RelayTransport } from '../wire/relays/relay-frame.ts';
import { maskExcerpt } from '../wire/relays/mask-excerpt.ts';

/** By which way a frame came. */
export interface Via {
  readonly transport: RelayTransport;
  readonly addressClass: AddressClass | null;
  readonly plainHttp: boolean;
}

export interface Seen {
  readonly key: InletKey;
  readonly via: Via;
  readonly atMs: number;
  readonly bpm: number | null;
  readonly beats: number;
  readonly recognisedAs: string | null;
  readonly deviceName: string | null;
  readonly run: InletRunSpan | null;
  /** A frame that could not be read. */
  readonly unreadable: string | null;
}

/** What was seen of one inlet since the last writing; changed with every frame. */
type Pending = { -readonly [Key in keyof InletSighting]: InletSighting[Key] } & { runs: InletRunSpan[] };

/** Who waits for an app's first beat looks at the page; of one that sends every second, the latest few are enough. */
const SOON_MS = 1_000;
const LATER_MS = 4_000;
const MOST_EXCERPTS = 10;

/** What was last seen of each inlet, written once in a few seconds for all of them together. */
export class InletSightings {
  readonly #store: Pick<InletStore, 'noteSightings'>;
  readonly #onError: (error: unknown) => void;
  #pending = new Map<string, Pending>();
  /** Those of the last writing: nothing of them is news. */
  #lately: ReadonlyMap<string, Pending> = new Map();
  #timer: NodeJS.Timeout | null = null;
  #isSoon = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Pick<InletStore, 'noteSightings'>, onError: (error: unknown) => void) {
    this.#store = store;
    this.#onError = onError;
  }

  note({ key, via, atMs, bpm, beats, recognisedAs, deviceName, run, unreadable }: Seen): void {
    const sighting = this.#pending.get(key.inletId) ?? this.#begin(key, via);
    sighting.transport = via.transport;
    sighting.addressClass = via.addressClass;
    sighting.plainHttp = via.plainHttp;
    sighting.atMs = atMs;
    sighting.bpm = bpm ?? sighting.bpm;
    sighting.beats += beats;
    sighting.recognisedAs = recognisedAs ?? sighting.recognisedAs;
    sighting.deviceName = deviceName ?? sighting.deviceName;
    if (unreadable !== null) {
      sighting.unreadable = withExcerpt(sighting.unreadable, unreadable, atMs);
      sighting.unreadableCount++;
    }
    if (run !== null) noteRun(sighting.runs, run);
    this.#schedule(!this.#lately.has(key.inletId));
  }

  #schedule(isSoon: boolean): void {
    if (this.#timer !== null && (this.#isSoon || !isSoon)) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#isSoon = isSoon;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#writing = this.#write();
      },
      isSoon ? SOON_MS : LATER_MS,
    );
  }

  #begin({ athleteId, inletId }: InletKey, via: Via): Pending {
    const sighting: Pending = {
      athleteId,
      inletId,
      transport: via.transport,
      addressClass: via.addressClass,
      plainHttp: via.plainHttp,
      atMs: 0,
      bpm: null,
      beats: 0,
      recognisedAs: null,
      deviceName: null,
      unreadable: [],
      unreadableCount: 0,
      runs: [],
    };
    this.#pending.set(inletId, sighting);
    return sighting;
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#writing;
    await this.#write();
  }

  async #write(): Promise<void> {
    const sightings = [...this.#pending.values()];
    this.#lately = this.#pending;
    this.#pending = new Map();
    try {
      await this.#store.noteSightings(sightings);
    } catch (error) {
      this.#onError(error);
    }
  }
}

function withExcerpt(
  excerpts: InletSighting['unreadable'],
  unreadable: string,
  atMs: number,
): InletSighting['unreadable'] {
  const latest = { at: new Date(atMs).toISOString(), excerpt: maskExcerpt(unreadable) };
  return [latest, ...excerpts].slice(0, MOST_EXCERPTS);
}

function noteRun(runs: InletRunSpan[], { sessionId, startedAtMs, lastAtMs }: InletRunSpan): void {
  const span = { sessionId, startedAtMs, lastAtMs };
  const at = runs.findIndex((noted) => noted.sessionId === sessionId);
  if (at < 0) runs.push(span);
  else runs[at] = span;
}
