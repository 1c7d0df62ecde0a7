import type { Locale } from '../../domain/athlete.ts';
import type { WeekSummary } from '../../domain/week/week-summary.ts';
import type { PushTarget } from './summary-store.ts';

export interface PushSender {
  /** What a browser subscribes with: the public half of the VAPID key (RFC 8292), base64url. */
  readonly publicKey: string;
  /** Null for a subscription that can be sent to; else which part is at fault. */
  faultOf(target: PushTarget): 'endpoint' | 'keys' | null;
  /** `gone`: the browser takes nothing any more. A message that nobody fetched by `expiresAtMs` is never shown. */
  send(
    target: PushTarget,
    message: {
      readonly summary: WeekSummary;
      readonly locale: Locale;
      readonly nowMs: number;
      readonly expiresAtMs: number;
    },
  ): Promise<'taken' | 'gone' | 'failed'>;
}
