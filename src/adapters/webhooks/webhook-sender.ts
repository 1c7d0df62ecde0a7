import { Webhook } from 'standardwebhooks';
import type { GuardedPost } from '../../application/ports/guarded-post.ts';
import type { WebhookMessage, WebhookSender } from '../../application/ports/webhook-sender.ts';

/** Sends events as Standard Webhooks: signed over id, time and body. */
export function createWebhookSender(outside: GuardedPost): WebhookSender {
  return {
    refusalOf: (url) => outside.refusalOf(url),
    send: (message) => outside.post(message.url, { headers: headersOf(message), body: message.body }),
  };
}

function headersOf({ eventId, atMs, body, secrets }: WebhookMessage): Record<string, string | number> {
  const at = new Date(atMs);
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Zone-Coach-Webhooks/1',
    'webhook-id': eventId,
    'webhook-timestamp': String(Math.floor(atMs / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(eventId, at, body)).join(' '),
  };
}
