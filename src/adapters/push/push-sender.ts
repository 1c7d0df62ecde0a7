import webPush from 'web-push';
import type { GuardedPost } from '../../application/ports/guarded-post.ts';
import type { PushSender } from '../../application/ports/push-sender.ts';
import type { PushTarget } from '../../application/ports/summary-store.ts';
import { SECOND_MS } from '../../domain/units.ts';
import { summaryPush } from '../wire/summary-lines.ts';
import { vapidKey } from './vapid-key.ts';

export interface PushSenderOptions {
  readonly guardedPost: GuardedPost;
  readonly secret: string;
  /** Whom a push service may turn to: `mailto:…` or `https://…` (RFC 8292). */
  readonly contact: string;
}

/** What a push service answers for a browser that takes nothing any more (RFC 8030). */
const GONE: readonly number[] = [404, 410];

/** Messages to browsers: encrypted for each (RFC 8291), so that the push service between cannot read them. */
export function createPushSender({ guardedPost, secret, contact }: PushSenderOptions): PushSender {
  const key = vapidKey(secret);
  const requestOf = ({ endpoint, p256dh, auth }: PushTarget, payload: string, ttlSeconds: number) =>
    webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: { subject: contact, ...key },
      TTL: ttlSeconds,
    });
  return {
    publicKey: key.publicKey,
    faultOf(target) {
      if (guardedPost.refusalOf(target.endpoint) !== null) return 'endpoint';
      try {
        requestOf(target, 'readable?', 0);
        return null;
      } catch {
        return 'keys';
      }
    },
    async send(target, { summary, locale, nowMs, expiresAtMs }) {
      const payload = JSON.stringify(summaryPush(summary, locale));
      const { headers, body } = requestOf(target, payload, Math.floor((expiresAtMs - nowMs) / SECOND_MS));
      const { status } = await guardedPost.post(target.endpoint, {
        headers,
        body,
      });
      if (status !== null && GONE.includes(status)) return 'gone';
      return status !== null && status >= 200 && status < 300 ? 'taken' : 'failed';
    },
  };
}
