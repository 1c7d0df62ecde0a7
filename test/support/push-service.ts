import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PushedMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface PushService {
  /** What `PushSubscription.toJSON()` says in the browser behind it. */
  readonly subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  /** Every request, also those that were refused. */
  readonly received: readonly PushedMessage[];
  /** How the next requests are answered. */
  status: number;
  /** What the browser reads (RFC 8291), once the service has checked who sent it (RFC 8292). */
  read(message: PushedMessage, serverKey: string): { payload: unknown; contact: string };
  close(): Promise<void>;
}

/** A push service and the browser behind it, written from the RFCs: neither knows anything of ours. */
export async function startPushService(): Promise<PushService> {
  const browser = createECDH('prime256v1');
  const browserKey = browser.generateKeys();
  const auth = randomBytes(16);
  const received: PushedMessage[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      received.push({ headers, body: Buffer.concat(pieces) });
      response.writeHead(service.status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service: PushService = {
    subscription: {
      endpoint: `${origin}/push/one`,
      keys: { p256dh: browserKey.toString('base64url'), auth: auth.toString('base64url') },
    },
    received,
    status: 201,
    read: ({ headers, body }, serverKey) => {
      const contact = contactOf(headers['authorization'] ?? '', { serverKey, origin });
      const [salt, keyLength] = [body.subarray(0, 16), body[20]!];
      const senderKey = body.subarray(21, 21 + keyLength);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), browserKey, senderKey]);
      const secret = derive(browser.computeSecret(senderKey), auth, info, 32);
      const key = derive(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
      const sealed = body.subarray(21 + keyLength);
      const decipher = createDecipheriv(
        'aes-128-gcm',
        key,
        derive(secret, salt, 'Content-Encoding: nonce\0', 12),
      );
      decipher.setAuthTag(sealed.subarray(-16));
      const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
      // The last record ends with a 2, and zeroes where it was padded.
      return { payload: JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString('utf8')), contact };
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return service;
}

function derive(secret: Buffer, salt: Buffer, info: string | Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}

/** @throws for a token that the holder of `serverKey` has not signed for this service, for at most a day. */
function contactOf(
  authorization: string,
  { serverKey, origin }: { serverKey: string; origin: string },
): string {
  const [, token = '', key] = /^vapid t=(\S+), k=(\S+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(serverKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    {
      key: createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' }),
      dsaEncoding: 'ieee-p1363',
    },
    Buffer.from(signature, 'base64url'),
  );
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as {
    aud: string;
    exp: number;
    sub: string;
  };
  const leftSeconds = exp - Date.now() / 1000;
  if (key !== serverKey || !isSigned || aud !== origin || leftSeconds <= 0 || leftSeconds > 86_400) {
    throw new Error('this service lets in whom a browser has named, for a day');
  }
  return sub;
}
