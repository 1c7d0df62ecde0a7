import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import type { Track } from '../../domain/timeline/track.ts';

export const SESSION_FORMATS = ['fit', 'tcx', 'csv'] as const;
export type SessionFormat = (typeof SESSION_FORMATS)[number];

/** What a file of a session says. */
export interface SessionContent {
  readonly sport: string | null;
  readonly subSport: string | null;
  readonly track: Track;
  readonly sets: RecordingFacts['sets'];
}

/** The same session gives the same bytes. The track has at least one stretch. */
export type EncodeSession = (content: SessionContent, format: SessionFormat) => Uint8Array;

/** The device that a FIT file names when it was written here. */
export const OWN_DEVICE_NAME = 'Zone Coach';
