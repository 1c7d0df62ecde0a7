import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that the kernel hands out by itself: no connection of another test takes one between the probe and its use. */
const LOWEST = 12_000;
const HIGHEST = 32_000;

/** A port that nobody listens on, for what must know its own before it starts. */
export async function freePort(): Promise<number> {
  const port = randomInt(LOWEST, HIGHEST);
  const probe = createServer();
  probe.listen(port);
  try {
    await once(probe, 'listening');
  } catch {
    return freePort();
  }
  probe.close();
  await once(probe, 'close');
  return port;
}
