import type { Intent } from '../../domain/intent.ts';

/** A write-only door of one athlete (N1). */
export interface Inlet {
  readonly id: string;
  readonly name: string;
  /** Which app sends, where a person said so; null finds out. */
  readonly kind: string | null;
  readonly answerWithCoaching: boolean;
  /** What its run is coached for (N6); null until a person says. */
  readonly intent: Intent | null;
  readonly sport: string | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
}

export type InletTransport = 'http' | 'websocket' | 'mqtt' | 'lan';
/** Where what arrives comes from: this machine, the local network, or beyond. */
export type AddressClass = 'loopback' | 'private' | 'public';

/** A frame that could not be read: its beginning with the values masked (N3). */
export interface UnreadableFrame {
  readonly at: string;
  readonly excerpt: string;
}

/** An inlet and what was last seen of it. */
export interface SeenInlet extends Inlet {
  readonly lastSeenAtMs: number | null;
  readonly lastBpm: number | null;
  readonly recognisedAs: string | null;
  readonly deviceName: string | null;
  readonly transport: InletTransport | null;
  readonly addressClass: AddressClass | null;
  /** Of late; null until two sightings of beats tell it. */
  readonly beatsPerSecond: number | null;
  /** Unencrypted, when it was last seen. */
  readonly plainHttp: boolean | null;
  /** The latest, newest first. */
  readonly unreadable: readonly UnreadableFrame[];
  readonly unreadableCount: number;
  /** Its latest run. */
  readonly run: InletRunSpan | null;
}

/** The live stream that the beats of some hour are part of (N5). */
export interface InletRunSpan {
  readonly sessionId: string;
  readonly startedAtMs: number;
  readonly lastAtMs: number;
  /** When the athlete deleted it (L15): what was measured later is another run. */
  readonly deletedAtMs?: number;
}

export interface InletKey {
  readonly athleteId: string;
  readonly inletId: string;
}

/** What was seen of an inlet since it was last written down; null leaves what is there. */
export interface InletSighting extends InletKey {
  readonly atMs: number;
  readonly bpm: number | null;
  readonly recognisedAs: string | null;
  readonly deviceName: string | null;
  readonly transport: InletTransport;
  readonly addressClass: AddressClass | null;
  readonly plainHttp: boolean;
  /** How many came. */
  readonly beats: number;
  readonly unreadable: readonly UnreadableFrame[];
  readonly unreadableCount: number;
  /** How far its runs reach by now. */
  readonly runs: readonly InletRunSpan[];
}

export type InletChanges = Partial<
  Pick<Inlet, 'name' | 'kind' | 'answerWithCoaching' | 'expiresAtMs' | 'intent' | 'sport'>
>;

export interface InletRuns extends Pick<Inlet, 'intent' | 'sport'> {
  readonly runs: readonly InletRunSpan[];
}

export interface InletStore {
  add(athleteId: string, inlet: Inlet, tokenHash: Uint8Array): Promise<void>;
  /** Oldest first. */
  list(athleteId: string): Promise<readonly SeenInlet[]>;
  find(athleteId: string, id: string): Promise<SeenInlet | null>;
  findByHash(athleteId: string, tokenHash: Uint8Array): Promise<Inlet | null>;
  /** Those of the named that are there, with whose they are. */
  findEach(keys: readonly InletKey[]): Promise<readonly (Inlet & { readonly athleteId: string })[]>;
  /** For a broker, which belongs to the whole installation: up to two inlets of a kind, or of an id, with whose they are. */
  findAnywhere(
    by: { readonly kind: string } | { readonly id: string },
  ): Promise<readonly (Inlet & { readonly athleteId: string })[]>;
  /** False when there is no such inlet. */
  update(athleteId: string, id: string, changes: InletChanges): Promise<boolean>;
  remove(athleteId: string, id: string): Promise<boolean>;
  /**
   * Its runs that end after `sinceMs`, oldest first, one of which lies within `reachMs` of the instant: where none does, a
   * new one of this id; and what they are for. Null when the inlet is gone.
   */
  runsAround(
    key: InletKey,
    at: { readonly atMs: number; readonly reachMs: number; readonly sinceMs: number },
    newSessionId: string,
  ): Promise<InletRuns | null>;
  /** Of several athletes in one statement: each names its own. */
  noteSightings(sightings: readonly InletSighting[]): Promise<void>;
}
