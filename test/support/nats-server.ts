import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { guardProcess } from './guarded.ts';
import { programPath } from './programs.ts';

export interface NatsServer {
  readonly url: string;
  readonly port: number;
  kill(): Promise<void>;
}

/**
 * A real NATS server on loopback; port -1 lets it choose.
 *
 * @throws with one sentence when the program is not installed or does not start.
 */
export async function startNatsServer(port = -1): Promise<NatsServer> {
  const child = guardProcess(
    spawn(programPath('nats-server'), ['--addr', '127.0.0.1', '--port', String(port)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  );
  const listening = (async () => {
    let said = '';
    for await (const line of createInterface({ input: child.stderr })) {
      said += `${line}\n`;
      const listens = /Listening for client connections on 127\.0\.0\.1:(\d+)/.exec(said);
      if (listens !== null && line.includes('Server is ready')) return Number(listens[1]);
    }
    throw new Error(`nats-server ended at its start: ${said}`);
  })();
  const actualPort = await listening;
  return {
    url: `nats://127.0.0.1:${actualPort}`,
    port: actualPort,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
