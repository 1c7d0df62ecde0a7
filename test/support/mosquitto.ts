import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { freePort } from './free-port.ts';
import { guardProcess, makeDirectory } from './guarded.ts';
import { programPath } from './programs.ts';

export interface Mosquitto {
  readonly url: string;
  /** SIGTERM, and the same again on the same port with what it had kept. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A real broker on loopback that keeps its sessions. @throws with one sentence when the program is not installed. */
export async function startMosquitto(): Promise<Mosquitto> {
  const directory = await makeDirectory('mosquitto');
  const port = await freePort();
  const config = join(directory, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'persistence true',
    `persistence_location ${directory}/`,
    // Its own limit of 1,000 drops what waits for a server that is slow to come back.
    'max_queued_messages 0',
  ];
  if (process.getuid?.() === 0) lines.push('user root');
  await writeFile(config, `${lines.join('\n')}\n`);
  let child = await start(config);
  const end = async (): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  return {
    url: `mqtt://127.0.0.1:${port}`,
    restart: async () => {
      await end();
      child = await start(config);
    },
    stop: async () => {
      await end();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function start(config: string): Promise<ChildProcessByStdio<null, null, Readable>> {
  const child = guardProcess(
    spawn(programPath('mosquitto'), ['-c', config, '-v'], { stdio: ['ignore', 'ignore', 'pipe'] }),
  );
  const running = (async () => {
    let said = '';
    for await (const line of createInterface({ input: child.stderr })) {
      said += `${line}\n`;
      if (line.includes('running')) return child;
    }
    throw new Error(`mosquitto ended at its start: ${said}`);
  })();
  const started = await running;
  started.stderr.resume();
  return started;
}
