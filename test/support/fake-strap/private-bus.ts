import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import dbus from 'dbus-next';
import type { MessageBus } from 'dbus-next';
import { guardProcess, makeDirectory } from '../guarded.ts';
import { programPath } from '../programs.ts';

export interface PrivateBus {
  readonly address: string;
  readonly bus: MessageBus;
  stop(): Promise<void>;
}

/** A D-Bus daemon of our own on a socket in a temporary folder: nothing of the machine's is touched. */
export async function startPrivateBus(): Promise<PrivateBus> {
  const folder = await makeDirectory('strap');
  const address = `unix:path=${folder}/bus`;
  // Eavesdropping must be allowed, else the client library waits for ever for its connect event.
  await writeFile(
    join(folder, 'bus.conf'),
    `<busconfig><type>custom</type><listen>${address}</listen><auth>EXTERNAL</auth><policy context="default">` +
      '<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>',
  );
  const daemon = guardProcess(
    spawn(
      programPath('dbus-daemon'),
      [`--config-file=${folder}/bus.conf`, '--nofork', '--nopidfile', '--nosyslog', '--print-address=1'],
      // Not our own stderr: a shell pipe would stay open as long as the daemon.
      { stdio: ['ignore', 'pipe', 'ignore'] },
    ),
  );
  await once(daemon.stdout, 'data');
  const bus = dbus.sessionBus({ busAddress: address });
  await once(bus, 'connect');
  return {
    address,
    bus,
    async stop() {
      bus.disconnect();
      const ended = daemon.exitCode === null ? once(daemon, 'exit') : null;
      daemon.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
