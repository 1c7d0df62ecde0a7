import { createHmac } from 'node:crypto';
import type { WebhookSecret } from '../../application/ports/webhook-sender.ts';

/** Derived from the secret of the installation: a database or a backup that gets about signs nothing. */
export function createWebhookSecret(installationSecret: string): WebhookSecret {
  return (webhookId, generation) => {
    const bytes = createHmac('sha256', installationSecret)
      .update(`webhook ${webhookId} ${generation}`)
      .digest();
    return `whsec_${bytes.toString('base64')}`;
  };
}
