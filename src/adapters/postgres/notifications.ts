import { sql, type RawBuilder } from 'kysely';
import pg from 'pg';

/** Whose stored evidence a transaction has changed; the payload is the athlete's id. */
export const EVIDENCE_CHANGED = 'athlete_evidence';
/** A device token or a session that has ended, told by the database itself; the payload is an `AuthorityKey`. */
export const AUTHORITY_ENDED = 'authority_ended';
/** One that ends at another time, told likewise. */
export const AUTHORITY_CHANGED = 'authority_changed';
/** A live run that was deleted, told by the database itself; the payload is `athlete/session`. */
export const STREAM_DELETED = 'live_stream_deleted';

/** An import that waits for a runner; the payload is the athlete's id. */
export const IMPORT_QUEUED = 'import_queued';
/** An inlet that has other terms, told by the database itself; the payload is the athlete's id. */
export const INLET_CHANGED = 'inlet_changed';

/** What ends meanwhile is asked for after it: well within the second of L14. */
const RECONNECT_MS = 250;
/** A network that drops a connection in silence shows only in a question without an answer. */
const ASK_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 5_000;

/** An expression that tells it once the transaction is committed: a part of a statement that is sent anyway. */
export function tell(channel: string, payload: string): RawBuilder<unknown> {
  return sql`pg_notify(${channel}, ${payload})`;
}

export interface NotificationListener {
  close(): Promise<void>;
}

/**
 * Listens to channels on a separate connection, made again when it breaks or gives no answer. What was told meanwhile
 * is missed: `onListening` is the time to ask for it, at the start and after each break.
 */
export function listenForNotifications(options: {
  readonly url: string;
  readonly channels: Readonly<Record<string, (payload: string) => void>>;
  readonly onListening?: () => void;
  readonly onError: (error: unknown) => void;
  readonly askEveryMs?: number;
  readonly answerWithinMs?: number;
}): NotificationListener {
  const { askEveryMs = ASK_EVERY_MS, answerWithinMs = ANSWER_WITHIN_MS } = options;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const connect = async (): Promise<void> => {
    timer = null;
    const connecting = new pg.Client({
      connectionString: options.url,
      application_name: 'zone-coach listens',
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
    });
    client = connecting;
    connecting.on('notification', ({ channel, payload }) => {
      if (payload !== undefined && payload !== '') options.channels[channel]?.(payload);
    });
    connecting.on('error', options.onError);
    connecting.on('end', () => {
      if (closed) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => void connect(), RECONNECT_MS);
    });
    const ask = async (): Promise<void> => {
      timer = null;
      try {
        await connecting.query('select 1');
        if (!closed) timer = setTimeout(() => void ask(), askEveryMs);
      } catch (error) {
        if (!closed) options.onError(error);
        await connecting.end().catch(() => undefined);
      }
    };
    try {
      await connecting.connect();
      await connecting.query(
        Object.keys(options.channels)
          .map((channel) => `listen ${channel}`)
          .join('; '),
      );
      options.onListening?.();
      if (!closed) timer = setTimeout(() => void ask(), askEveryMs);
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
