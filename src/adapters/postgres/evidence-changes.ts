import { sql } from 'kysely';
import pg from 'pg';
import type { Executor } from './database.ts';

/** Where a transaction tells, as it commits, whose stored evidence it has changed: every process may listen. */
const CHANNEL = 'athlete_evidence';
const RECONNECT_MS = 1_000;

export async function tellEvidenceChanged(trx: Executor, athleteId: string): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${athleteId})`.execute(trx);
}

export interface EvidenceListener {
  close(): Promise<void>;
}

/**
 * Listens for changes on a connection of its own, made anew when it breaks. What was told meanwhile is missed: whoever
 * listens must be right without it in the end, and is only right sooner with it.
 */
export function listenForEvidence(options: {
  readonly url: string;
  readonly onChange: (athleteId: string) => void;
  readonly onError: (error: unknown) => void;
}): EvidenceListener {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const connect = async (): Promise<void> => {
    timer = null;
    const connecting = new pg.Client({
      connectionString: options.url,
      application_name: 'zone-coach listens',
    });
    client = connecting;
    connecting.on('notification', ({ payload }) => {
      if (payload !== undefined && payload !== '') options.onChange(payload);
    });
    connecting.on('error', options.onError);
    connecting.on('end', () => {
      if (!closed) timer ??= setTimeout(() => void connect(), RECONNECT_MS);
    });
    try {
      await connecting.connect();
      await connecting.query(`listen ${CHANNEL}`);
    } catch (error) {
      options.onError(error);
      await connecting.end().catch(() => undefined);
    }
  };
  const connected = connect();

  return {
    close: async () => {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await connected;
      await client?.end().catch(() => undefined);
    },
  };
}
