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

const FLUSH_MS = 1_000;
const MOST_EXCERPTS = 10;

/** What was last seen of each inlet, written once a second for all of them together. */
export class InletSightings {
  readonly #store: Pick<InletStore, 'noteSightings'>;
  readonly #onError: (error: unknown) => void;
  #pending = new Map<string, InletSighting>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Pick<InletStore, 'noteSightings'>, onError: (error: unknown) => void) {
    this.#store = store;
    this.#onError = onError;
  }

  note({ key, via, atMs, bpm, beats, recognisedAs, deviceName, run, unreadable }: Seen): void {
    const before = this.#pending.get(key.inletId);
    this.#pending.set(key.inletId, {
      athleteId: key.athleteId,
      inletId: key.inletId,
      transport: via.transport,
      addressClass: via.addressClass,
      plainHttp: via.plainHttp,
      atMs,
      bpm: bpm ?? before?.bpm ?? null,
      beats: beats + (before?.beats ?? 0),
      recognisedAs: recognisedAs ?? before?.recognisedAs ?? null,
      deviceName: deviceName ?? before?.deviceName ?? null,
      unreadable: withExcerpt(before?.unreadable ?? [], unreadable, atMs),
      unreadableCount: (unreadable === null ? 0 : 1) + (before?.unreadableCount ?? 0),
      runs: withRun(before?.runs ?? [], run),
    });
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#writing = this.#write();
    }, FLUSH_MS);
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#writing;
    await this.#write();
  }

  async #write(): Promise<void> {
    const sightings = [...this.#pending.values()];
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
  unreadable: string | null,
  atMs: number,
): InletSighting['unreadable'] {
  if (unreadable === null) return excerpts;
  const latest = { at: new Date(atMs).toISOString(), excerpt: maskExcerpt(unreadable) };
  return [latest, ...excerpts].slice(0, MOST_EXCERPTS);
}

function withRun(runs: InletSighting['runs'], run: InletRunSpan | null): InletSighting['runs'] {
  if (run === null) return runs;
  const others = runs.length === 0 ? runs : runs.filter(({ sessionId }) => sessionId !== run.sessionId);
  const { sessionId, startedAtMs, lastAtMs } = run;
  return [...others, { sessionId, startedAtMs, lastAtMs }];
}
