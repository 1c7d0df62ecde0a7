import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { vi } from 'vitest';

export interface Received {
  readonly id: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface EventBody {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Record<string, unknown>;
}

export interface WebhookReceiver {
  readonly url: string;
  /** Every request, also those that were refused. */
  readonly received: readonly Received[];
  /** How the next requests are answered. */
  answer: (request: Received, response: ServerResponse) => void;
  /** The events, verified by the library. */
  verified(secret: string): EventBody[];
  close(): Promise<void>;
}

/** Another system's door, as its people would write it: whatever it answers, the library verifies what came. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const receiver = {
    answer: (_request: Received, response: ServerResponse): void => void response.writeHead(204).end(),
  };
  const server = createServer((request, response) => {
    void take(request).then((taken) => {
      received.push(taken);
      receiver.answer(taken, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    received,
    verified: (secret: string) =>
      received.map(({ body, headers }) => {
        // As soon as it came, by the clock of the test.
        const now = vi.spyOn(Date, 'now').mockReturnValue(Number(headers['webhook-timestamp']) * 1000);
        try {
          return new Webhook(secret).verify(body, headers) as EventBody;
        } finally {
          now.mockRestore();
        }
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

async function take(request: IncomingMessage): Promise<Received> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    id: headers['webhook-id'] ?? '',
    path: request.url ?? '',
    headers,
    body: Buffer.concat(pieces).toString('utf8'),
  };
}
