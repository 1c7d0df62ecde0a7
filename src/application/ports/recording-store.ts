import type { Movement } from '../../domain/monitoring/movement.ts';
import type { Recording, RecordingFacts } from '../../domain/timeline/recording.ts';

/** A lap as its device cut it. */
export interface Lap {
  readonly startMs: number;
  readonly endMs: number;
}

/** A recording as the store keeps it. */
export interface PackedRecording {
  readonly row: object;
}

export interface PutRecording {
  readonly recording: Recording;
  /** Null of a live one. */
  readonly uploadId: string | null;
  readonly extra: RecordingExtra | null;
  /** Where `pack` was called before. */
  readonly packed?: PackedRecording;
}

export interface RecordingStore {
  /** In their order, others having their turn in between; call it before a transaction, so that nobody waits for it. */
  pack(recordings: readonly Pick<PutRecording, 'recording' | 'extra'>[]): Promise<PackedRecording[]>;
  /** Packs what is not yet, and stores. A recording is immutable: adding an id again replaces it whole (live reopened by late items). */
  put(athleteId: string, recordings: readonly PutRecording[]): Promise<void>;
  /** Recordings whose [startMs, endMs] touches the window, monitoring apart by kind. */
  listFacts(athleteId: string, fromMs: number, toMs: number): Promise<RecordingFacts[]>;
  load(athleteId: string, ids: readonly string[]): Promise<Recording[]>;
  listFactsByUpload(athleteId: string, uploadId: string): Promise<RecordingFacts[]>;
  /** Null when the recording is not there or came with nothing but heart rate. */
  loadExtra(athleteId: string, id: string): Promise<RecordingExtra | null>;
  /** What the sources of these recordings delivered and no rule counts, summed. */
  sumUncounted(athleteId: string, ids: readonly string[]): Promise<Uncounted>;
  /** Laps by recording, of those that have any. */
  loadLaps(athleteId: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Lap[]>>;
  /** The uploads that these recordings came from; live recordings have none. */
  listUploadIds(athleteId: string, ids: readonly string[]): Promise<string[]>;
  remove(athleteId: string, ids: readonly string[]): Promise<void>;
}

/** What a source knows besides heart rate, kept for the reader and for re-decoding, never used by a rule. */
export interface RecordingExtra {
  readonly laps?: readonly Lap[];
  /** RR intervals in 1/1024 s, per item index. */
  readonly rr?: readonly (readonly number[] | null)[];
  /** What an all-day source saw of movement, ascending (Z11). The one part of this that a rule reads. */
  readonly movement?: readonly Movement[];
  /** Of a live stream. */
  readonly uncounted?: Uncounted;
}

/** Items of a live stream that are kept and counted nowhere. */
export interface Uncounted {
  /** Their instant was not believable when they arrived (L5). */
  readonly quarantined: number;
  /** Their number had come with another payload before (L2). */
  readonly conflicts: number;
}
