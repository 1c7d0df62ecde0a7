/** Starts one of everything that tests start, tells so by a file, and stays in its set-up until it is killed. */
import { writeFile } from 'node:fs/promises';
import { beforeAll, test } from 'vitest';
import { launchChromium } from '../chromium.ts';
import { createTestDatabase } from '../database.ts';
import { startFakeBluez } from '../fake-strap/fake-bluez.ts';
import { freePort } from '../free-port.ts';
import { makeDirectory } from '../guarded.ts';
import { startLiveCluster } from '../live-cluster.ts';
import { startMosquitto } from '../mosquitto.ts';
import { startNatsServer } from '../nats-server.ts';
import { startServer } from '../server-process.ts';
import { startTlsProxy } from '../tls-proxy.ts';

beforeAll(async () => {
  const [port, servicePort] = [await freePort(), await freePort()];
  await Promise.all([
    createTestDatabase(),
    launchChromium(),
    startFakeBluez(),
    startLiveCluster(),
    startMosquitto(),
    startNatsServer(),
    startServer({ dataDir: await makeDirectory('killed') }),
    startTlsProxy({ host: 'coach.test', port, servicePort }),
  ]);
  await writeFile(process.env['ALL_STARTED_FILE']!, '');
  await new Promise(() => undefined);
});

test('is never reached', () => undefined);
