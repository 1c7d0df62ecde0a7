import type { SendOutcome } from './guarded-post.ts';

export interface WebhookMessage {
  readonly url: string;
  /** Of Standard Webhooks: the same for every attempt and every replay. */
  readonly eventId: string;
  readonly atMs: number;
  readonly body: string;
  /** The signature is made with each, the newest first. */
  readonly secrets: readonly string[];
}

export interface WebhookSender {
  /** Null when the address may be used; else why not. Names are looked up again with each delivery. */
  refusalOf(url: string): string | null;
  /** Resolves whatever happens, within seconds. */
  send(message: WebhookMessage): Promise<SendOutcome>;
}

/** The secret of a webhook's generation, `whsec_…`: derived, so that none is stored. */
export type WebhookSecret = (webhookId: string, generation: number) => string;
