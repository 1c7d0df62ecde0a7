import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A slow link takes its second in so many parts. */
const PARTS = 20;

export interface ChaosProxy {
  readonly port: number;
  readonly url: string;
  /** Where new connections lead. */
  target: number;
  /** Cuts each later connection after so many bytes from the client; null: never. */
  cutAfterBytes: (() => number) | null;
  /** How much a later connection takes up per second; null: all at once. */
  bytesPerSecond: (() => number) | null;
  /** Nothing from the server reaches the client as long as it is set. */
  muted: boolean;
  /** How many there have been. */
  opened: number;
  connections(): number;
  cutAll(): void;
  close(): Promise<void>;
}

/** The network between a phone and the server, with tunnels. */
export async function startChaosProxy(target: number): Promise<ChaosProxy> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(proxy.target, '127.0.0.1');
    const cut = (): void => {
      client.destroy();
      upstream.destroy();
    };
    open.add(client);
    proxy.opened++;
    const bytesPerSecond = proxy.bytesPerSecond?.() ?? Infinity;
    const up = (bytes: Buffer, sent?: () => void): void => {
      if (bytesPerSecond === Infinity) {
        upstream.write(bytes, sent);
        return;
      }
      // The way is as long as the bytes before take: nothing overtakes, and the client is not read meanwhile.
      client.pause();
      const part = bytes.subarray(0, Math.max(1, Math.floor(bytesPerSecond / PARTS)));
      upstream.write(part);
      setTimeout(() => {
        if (part.length < bytes.length) up(bytes.subarray(part.length), sent);
        else {
          sent?.();
          client.resume();
        }
      }, 1_000 / PARTS);
    };
    let left = proxy.cutAfterBytes?.() ?? Infinity;
    client.on('data', (chunk: Buffer) => {
      if (chunk.length < left) {
        left -= chunk.length;
        up(chunk);
        return;
      }
      up(chunk.subarray(0, left), cut);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (!proxy.muted) client.write(chunk);
    });
    for (const socket of [client, upstream]) {
      socket.on('error', cut);
      socket.on('close', () => {
        open.delete(client);
        cut();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Listening on TCP, so the address is one of TCP.
  const { port } = server.address() as AddressInfo;
  const proxy: ChaosProxy = {
    port,
    url: `ws://127.0.0.1:${port}/v1/live`,
    target,
    cutAfterBytes: null,
    bytesPerSecond: null,
    muted: false,
    opened: 0,
    connections: () => open.size,
    cutAll() {
      for (const socket of open) socket.destroy();
    },
    async close() {
      proxy.cutAll();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
