import type { Generated } from 'kysely';
import type { RecordingFacts, RecordingKind } from '../../../domain/timeline/recording.ts';
import type { SessionSource } from '../../../domain/session/session.ts';
import type { LocalDate } from '../../../domain/units.ts';
import type { Bytes, Json, OfAthlete } from './columns.ts';

/** What was recorded, and the sessions derived from it. */
export interface SessionTables {
  recording: RecordingTable;
  recording_chunk: RecordingChunkTable;
  session: SessionTable;
  session_recording: SessionRecordingTable;
  session_alias: SessionAliasTable;
  passive_day: PassiveDayTable;
}

interface RecordingTable extends OfAthlete {
  id: string;
  kind: RecordingKind;
  sport: string | null;
  sub_sport: string | null;
  start_ms: number;
  end_ms: number;
  content_hash: string;
  simulated: boolean;
  multisport_id: string | null;
  utc_offset_minutes: number | null;
  device: Json<NonNullable<RecordingFacts['device']>> | null;
  sets: Json<RecordingFacts['sets']>;
  /** Laps and movement. */
  extra: Bytes | null;
  upload_id: string | null;
}

interface RecordingChunkTable extends OfAthlete {
  recording_id: string;
  ordinal: number;
  items: Bytes;
  rr_keys: Bytes | null;
  rr: Bytes | null;
}

interface SessionTable extends OfAthlete {
  id: string;
  start_ms: number;
  end_ms: number;
  time_zone: string;
  local_date: LocalDate;
  /** The last date with active time; the start date where none is later. */
  last_date: LocalDate;
  sport: string | null;
  sub_sport: string | null;
  simulated: boolean;
  logged: boolean;
  active_ms: number;
  set_count: number;
  sustained_max_bpm: number | null;
  invalid_count: number;
  suspect_count: number;
  sources: Json<readonly SessionSource[]>;
  /** Its local dates with their time by bpm. */
  days: Bytes;
  note: string | null;
  rule_version: string;
  revision: Generated<string>;
  four_by_four: Bytes | null;
  four_by_four_rules: string | null;
}

interface SessionRecordingTable extends OfAthlete {
  session_id: string;
  ordinal: number;
  recording_id: string;
}

interface SessionAliasTable extends OfAthlete {
  absorbed_id: string;
  survivor_id: string;
}

interface PassiveDayTable extends OfAthlete {
  date: LocalDate;
  unknown_ms: number;
  histogram: Bytes;
  moving_histogram: Bytes;
  moving_segments: Bytes | null;
}
