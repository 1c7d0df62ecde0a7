import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface TcpBalancer {
  readonly port: number;
  /** Open connections that lead to the server on `port`. */
  connectionsTo(port: number): number;
  close(): Promise<void>;
}

/**
 * A plain TCP load balancer, as one stands before several servers: each connection goes to the next server in turn, and to
 * the one after it where nobody listens. It knows nothing of what it carries.
 */
export async function startTcpBalancer(targets: readonly number[]): Promise<TcpBalancer> {
  const open = new Map<Socket, number>();
  let turn = 0;

  const forward = (client: Socket, first: number, tried: number): void => {
    const target = targets[(first + tried) % targets.length];
    if (target === undefined || tried === targets.length) {
      client.destroy();
      return;
    }
    const upstream = connect(target, '127.0.0.1');
    const unreachable = (): void => forward(client, first, tried + 1);
    upstream.once('error', unreachable);
    upstream.once('connect', () => {
      upstream.off('error', unreachable);
      open.set(client, target);
      const end = (): void => {
        open.delete(client);
        client.destroy();
        upstream.destroy();
      };
      for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
      client.pipe(upstream).pipe(client);
    });
  };

  const server = createServer((client) => {
    // Until it is forwarded nobody else listens for its failure.
    client.on('error', () => client.destroy());
    forward(client, turn++, 0);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // Listening on TCP, so the address is one of TCP.
    port: (server.address() as AddressInfo).port,
    connectionsTo: (port) => [...open.values()].filter((target) => target === port).length,
    async close() {
      for (const client of open.keys()) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
