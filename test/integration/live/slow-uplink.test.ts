import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createAthlete } from '../../support/athlete.ts';
import { startChaosProxy } from '../../support/chaos-proxy.ts';
import { createTestDatabase } from '../../support/database.ts';
import { createDisposers } from '../../support/disposers.ts';
import { startLiveServer } from '../../support/live-server.ts';
import { createStrap, lossless } from '../../support/live-strap.ts';

const BACKLOG = 90;
const WITHIN_MS = 11_000;

test('L9: over 200 bytes a second a backlog arrives on one connection, acknowledged every ten seconds', async () => {
  const disposers = createDisposers();
  try {
    const database = disposers.add(await createTestDatabase(), (each) => each.dispose());
    const server = disposers.add(await startLiveServer({ databaseUrl: database.url }), (each) =>
      each.close(),
    );
    const proxy = disposers.add(await startChaosProxy(server.port), (each) => each.close());
    const strap = createStrap({ url: () => proxy.url, athleteId: await createAthlete(server.stores) });
    const startMs = Date.now() - BACKLOG * 1_000;
    for (let i = 0; i < BACKLOG; i++) await strap.capture(100 + (i % 50), startMs + i * 1_000);
    proxy.bytesPerSecond = () => 200;
    await strap.client.start();
    let longestMs = 0;
    let sinceMs = performance.now();
    for (let unsent = BACKLOG; unsent > 0;) {
      await delay(100);
      const nowMs = performance.now();
      longestMs = Math.max(longestMs, nowMs - sinceMs);
      if (strap.client.unsentCount === unsent) continue;
      unsent = strap.client.unsentCount;
      sinceMs = nowMs;
    }
    expect(longestMs).toBeLessThan(WITHIN_MS);
    expect(proxy.opened).toBe(1);
    await strap.client.end();
    await strap.ended();
    const { captured, stored } = await lossless(server, strap);
    expect(stored).toEqual(captured);
  } finally {
    await disposers.run();
  }
});
