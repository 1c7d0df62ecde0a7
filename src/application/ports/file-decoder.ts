import type { DatedTimeZone } from '../../domain/athlete.ts';
import type { Recording } from '../../domain/timeline/recording.ts';
import type { RecordingExtra } from './recording-store.ts';

export interface DecodedRecording {
  readonly recording: Recording;
  readonly extra: RecordingExtra | null;
}

/** What a decoder makes of a file's bytes. Runs off the event loop; never throws for bad content. */
export type DecodeOutcome =
  | {
      readonly ok: true;
      readonly recordings: readonly DecodedRecording[];
      readonly restingHeartRates: readonly { readonly atMs: number; readonly bpm: number }[];
      /** True when a part could not be read and the rest was kept. */
      readonly partial: boolean;
      readonly warnings: readonly { readonly code: string; readonly message: string }[];
    }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** A file without its gzip layer; `sha256` (hex) of what it is then, or of the bytes as they came. */
export type UnpackedFile = { readonly sha256: string } & (
  | {
      readonly ok: true;
      readonly bytes: Uint8Array;
      /** Exactly these bytes, compressed as they came; null where they were not, or it saved nothing. */
      readonly gzip: Uint8Array | null;
    }
  | { readonly ok: false; readonly code: string; readonly message: string }
);

export interface FileDecoder {
  /** Takes a gzip layer off, within the decoder's bounds; other bytes are answered as they are, with their `gzip`. */
  unpack(bytes: Uint8Array, gzip?: Uint8Array | null): Promise<UnpackedFile>;
  /**
   * `bytes` may be transferred to a worker: the caller must not use it afterwards. `timeZones` are the athlete's: a time
   * without a zone is read as local.
   */
  decode(bytes: Uint8Array, timeZones: readonly DatedTimeZone[]): Promise<DecodeOutcome>;
}
