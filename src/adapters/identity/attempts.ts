import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';
import { AppError } from '../../application/errors.ts';

/** Attempts at a password that failed, counted in the database for all processes together. */
export interface Attempts {
  /** Counts one attempt for each bucket. @throws AppError `rate_limited` where one of them is over its limit. */
  take(buckets: readonly Bucket[]): Promise<void>;
  /** Takes an attempt back, because it succeeded. */
  giveBack(buckets: readonly Bucket[]): Promise<void>;
}

/** What is limited, as text; only a keyed hash of it is kept. */
export interface Bucket {
  readonly name: string;
  readonly limit: number;
}

/** Failures at one account, and from one address at any accounts, in the window. */
export const PER_ACCOUNT = 10;
export const PER_ADDRESS = 50;
const WINDOW_SECONDS = 15 * 60;

export function createAttempts(pool: Pool, secret: string): Attempts {
  const keyOf = ({ name }: Bucket): Buffer => createHmac('sha256', secret).update(`attempt:${name}`).digest();
  return {
    async take(buckets) {
      await pool.query('delete from auth_attempt where resets_at <= now()');
      let waitSeconds: number | null = null;
      for (const bucket of buckets) {
        const { rows } = await pool.query<{ count: number; wait: number }>(TAKE, [
          keyOf(bucket),
          WINDOW_SECONDS,
        ]);
        const { count, wait } = rows[0]!;
        if (count > bucket.limit) waitSeconds = Math.max(waitSeconds ?? 1, wait);
      }
      if (waitSeconds === null) return;
      const message = `Too many attempts: try again in ${waitSeconds} s, or use a sign-in link.`;
      throw new AppError('rate_limited', message, { retryAfterSeconds: waitSeconds });
    },
    async giveBack(buckets) {
      await pool.query('update auth_attempt set count = count - 1 where bucket = any($1) and count > 0', [
        buckets.map(keyOf),
      ]);
    },
  };
}

/** An ended window begins again, also where somebody else has not removed it yet. */
const TAKE = `
  insert into auth_attempt as a (bucket, count, resets_at) values ($1, 1, now() + make_interval(secs => $2))
  on conflict (bucket) do update set
    count = case when a.resets_at <= now() then 1 else a.count + 1 end,
    resets_at = case when a.resets_at <= now() then excluded.resets_at else a.resets_at end
  returning count, ceil(extract(epoch from resets_at - now()))::int as wait`;
