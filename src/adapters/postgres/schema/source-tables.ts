import type { Generated } from 'kysely';
import type { ImportJobState } from '../../../application/ports/import-job-store.ts';
import type { Scope } from '../../../application/ports/device-token-store.ts';
import type {
  AddressClass,
  InletTransport,
  UnreadableFrame,
} from '../../../application/ports/inlet-store.ts';
import type { UploadStatus } from '../../../application/ports/upload-store.ts';
import type { Intent } from '../../../domain/intent.ts';
import type { Bytes, Json, OfAthlete } from './columns.ts';

/** Ways in: files, imports, devices and inlets; and the feed of a plan. */
export interface SourceTables {
  upload: UploadTable;
  import_job: ImportJobTable;
  import_job_chunk: ImportJobChunkTable;
  device_token: DeviceTokenTable;
  inlet: InletTable;
  inlet_run: InletRunTable;
  plan_feed: PlanFeedTable;
}

interface UploadTable extends OfAthlete {
  id: string;
  file_name: string;
  sha256: Bytes;
  size_bytes: number;
  status: UploadStatus;
  warnings: Json<{ code: string; message: string }[]>;
  error: Json<{ code: string; message: string }> | null;
  job_id: string | null;
  created_at: Date;
  gzip: Bytes;
  /** Null where it was not kept yet. */
  removed_spans: Json<{ fromMs: number; toMs: number }[]> | null;
}

interface ImportJobTable extends OfAthlete {
  id: string;
  file_name: string;
  size_bytes: number;
  state: Generated<ImportJobState>;
  total: number;
  done: Generated<number>;
  imported: Generated<number>;
  partial: Generated<number>;
  duplicate: Generated<number>;
  rejected: Generated<number>;
  created_at: Date;
  finished_at: Date | null;
  epoch: Generated<number>;
  fruitless: Generated<number>;
  lease_until: Date | null;
  scan_done_bytes: number | null;
  scan_total_bytes: number | null;
}

interface ImportJobChunkTable extends OfAthlete {
  job_id: string;
  ordinal: number;
  bytes: Bytes;
}

interface DeviceTokenTable extends OfAthlete {
  id: string;
  name: string;
  scopes: Scope[];
  token_hash: Bytes;
  created_at: Date;
  last_seen_at: Date | null;
  revoked_at: Date | null;
}

interface InletTable extends OfAthlete {
  id: string;
  name: string;
  kind: string | null;
  token_hash: Bytes;
  answer_with_coaching: boolean;
  intent: Intent | null;
  sport: string | null;
  created_at: Date;
  expires_at: Date | null;
  last_seen_at: Date | null;
  last_bpm: number | null;
  recognised_as: string | null;
  device_name: string | null;
  transport: InletTransport | null;
  address_class: AddressClass | null;
  plain_http: boolean | null;
  beats_per_second: number | null;
  unreadable: Generated<UnreadableFrame[]>;
  unreadable_count: Generated<number>;
}

interface InletRunTable extends OfAthlete {
  inlet_id: string;
  session_id: string;
  started_at: Date;
  last_at: Date;
}

interface PlanFeedTable extends OfAthlete {
  id: string;
  name: string;
  key_hash: Bytes;
  created_at: Date;
  last_used_at: Date | null;
}
