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

  note(seen: Seen): void {
    const before = this.#pending.get(seen.key.inletId);
    const excerpts =
      seen.unreadable === null
        ? []
        : [{ at: new Date(seen.atMs).toISOString(), excerpt: maskExcerpt(seen.unreadable) }];
    const runs = new Map((before?.runs ?? []).map((run) => [run.sessionId, run]));
    if (seen.run !== null) {
      runs.set(seen.run.sessionId, { ...seen.run });
    }
    this.#pending.set(seen.key.inletId, {
      ...seen.key,
      ...seen.via,
      atMs: seen.atMs,
      bpm: seen.bpm ?? before?.bpm ?? null,
      recognisedAs: seen.recognisedAs ?? before?.recognisedAs ?? null,
      deviceName: seen.deviceName ?? before?.deviceName ?? null,
      unreadable: [...excerpts, ...(before?.unreadable ?? [])].slice(0, MOST_EXCERPTS),
      unreadableCount: excerpts.length + (before?.unreadableCount ?? 0),
      runs: [...runs.values()],
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
