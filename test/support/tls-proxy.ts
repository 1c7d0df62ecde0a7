import { execFile, spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { guardProcess, makeDirectory } from './guarded.ts';
import { programPath } from './programs.ts';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const PATIENCE_MS = 20_000;

export interface TlsProxy {
  /** Hash of the certificate's key, by which a browser is told to trust it. */
  readonly keyHash: string;
  stop(): Promise<void>;
}

/**
 * The reverse proxy of the README, word for word but for names and ports: Debian's nginx with TLS under a host name of its
 * own.
 */
export async function startTlsProxy(wanted: {
  host: string;
  port: number;
  servicePort: number;
}): Promise<TlsProxy> {
  const folder = await makeDirectory('proxy');
  const certificate = join(folder, 'certificate.pem');
  const key = join(folder, 'key.pem');
  await makeCertificate(wanted.host, certificate, key);
  const server = (await proxyOfReadme())
    .replace('listen 443 ssl', `listen 127.0.0.1:${wanted.port} ssl`)
    .replaceAll('coach.example.org', wanted.host)
    .replace(/ssl_certificate .*;/, `ssl_certificate ${certificate};`)
    .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${key};`)
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${wanted.servicePort}`);
  const file = join(folder, 'nginx.conf');
  await writeFile(
    file,
    `daemon off; pid ${folder}/pid; error_log stderr; events {}
http {
  access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  ${server}
}`,
  );
  const child = guardProcess(
    spawn(programPath('nginx'), ['-c', file, '-p', folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    }),
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const ended = once(child, 'exit');
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${said}`);
    return (await readFile(join(folder, 'pid'), 'utf8').catch(() => '')).trim() !== '';
  });
  return {
    keyHash: keyHashOf(await readFile(certificate, 'utf8')),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The block that the README gives a reader. */
async function proxyOfReadme(): Promise<string> {
  const block = /```nginx\n([\s\S]*?)```/.exec(await readFile(README, 'utf8'))?.[1];
  if (block === undefined) throw new Error('the README shows no proxy');
  return block;
}

async function makeCertificate(host: string, certificate: string, key: string): Promise<void> {
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  await promisify(execFile)(programPath('openssl'), [
    ...['req', '-x509', '-nodes', '-days', '2', ...curve, ...subject],
    ...['-keyout', key, '-out', certificate],
  ]);
}

function keyHashOf(pem: string): string {
  const spki = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64');
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (!(await isDone())) {
    if (performance.now() > deadlineMs) throw new Error('the proxy was not ready in time');
    await delay(20);
  }
}
