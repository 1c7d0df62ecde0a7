import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { createTestDatabase } from '../../support/database.ts';
import { runFile } from '../../support/day-of-files.ts';
import { createDisposers } from '../../support/disposers.ts';
import { freePort } from '../../support/free-port.ts';
import { askServer, complaintsOf, signIn } from '../../support/page-driver.ts';
import { startPageServer, type PageServer } from '../../support/page-server.ts';
import { startTlsProxy } from '../../support/tls-proxy.ts';
import { readQr } from './read-qr.ts';

const HOST = 'coach.test';
const PATIENCE_MS = 30_000;

const disposers = createDisposers();
let server: PageServer;
let browser: Browser;
let laptop: BrowserContext;
let url: string;

beforeAll(async () => {
  const port = await freePort();
  url = `https://${HOST}:${port}`;
  const database = disposers.add(await createTestDatabase(), (each) => each.dispose());
  const configuration = { PUBLIC_URL: url, TRUST_PROXY: '127.0.0.1' };
  server = disposers.add(await startPageServer(database.url, configuration), (each) => each.stop());
  const servicePort = Number(new URL(server.url).port);
  const proxy = disposers.add(await startTlsProxy({ host: HOST, port, servicePort }), (each) => each.stop());
  const args = [
    `--host-resolver-rules=MAP ${HOST} 127.0.0.1`,
    `--ignore-certificate-errors-spki-list=${proxy.keyHash}`,
  ];
  browser = disposers.add(await launchChromium({ args }), (each) => each.close());
  laptop = await signIn(browser, server);
});

afterAll(() => disposers.run());

async function open(context: BrowserContext, hash = ''): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/${hash}`);
  return page;
}

describe('behind a proxy that ends TLS, under its own name', () => {
  test('the link signs in, by a cookie that scripts, other sites and plain http never see', async () => {
    const cookies = await laptop.cookies(url);
    expect(cookies.length).toBeGreaterThan(0);
    for (const { httpOnly, secure, sameSite } of cookies) {
      expect({ httpOnly, secure, sameSite }).toEqual({ httpOnly: true, secure: true, sameSite: 'Lax' });
    }
    const page = await open(laptop);
    const policy = (await page.goto(url))?.headers()['content-security-policy'];
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    await page.close();
  });

  test('a phone is paired by the QR code on the screen, runs while the laptop watches, and is revoked', async () => {
    const screen = await open(laptop, '#/start');
    const complaints = complaintsOf(screen);
    await screen.getByRole('textbox', { name: 'Name' }).fill('Anna');
    await screen.getByLabel('Measured max heart rate').fill('188');
    await screen.getByRole('button', { name: 'That’s me' }).click();
    await screen.locator('.lanes').waitFor();
    await screen.evaluate(() => {
      location.hash = '#/me';
    });
    await screen.getByRole('button', { name: 'Pair a phone' }).click();
    const address = await readQr(screen.locator('.pairing canvas'));
    expect(address.startsWith(`${url}/#/start/`)).toBe(true);

    const phoneContext = await browser.newContext({
      locale: 'en-GB',
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    });
    const phone = await phoneContext.newPage();
    await phone.goto(address);
    await phone.getByRole('button', { name: 'Connect a strap' }).waitFor();
    expect(await phoneContext.cookies()).toEqual([]);
    const token = await phone.evaluate(() => localStorage.getItem('zone-coach.device-token'));

    const second = await browser.newContext({ locale: 'en-GB' });
    const late = await open(second, new URL(address).hash);
    await late.getByText('A code works once').waitFor();
    await second.close();

    await phone.getByRole('button', { name: 'Try it with a simulated run' }).click();
    await phone.locator('.intervals').waitFor();
    await screen.evaluate(() => {
      location.hash = '#/live';
    });
    await screen.getByRole('button', { name: 'Watch a run on another device' }).click();
    await screen.locator('.intervals').waitFor();
    await expect.poll(() => screen.getByTestId('pulse').textContent()).toMatch(/^\d{2,3}$/);
    await phone.getByRole('button', { name: 'End', exact: true }).click();
    await phone.getByRole('button', { name: 'End and save' }).click();
    await phone.getByRole('heading', { name: 'Well run' }).waitFor({ timeout: PATIENCE_MS });
    await screen.getByRole('button', { name: 'Stop watching' }).click();

    await screen.evaluate(() => {
      location.hash = '#/me';
    });
    await screen.getByText(/^last seen/).waitFor();
    await screen.getByRole('button', { name: /^Revoke/ }).click();
    await screen.getByText('No device is paired.').waitFor();
    // A server believes what it knows of a token for five seconds.
    await expect
      .poll(() => askServer(phone, '/v1/athlete', { headers: { authorization: `Bearer ${token}` } }), {
        timeout: PATIENCE_MS,
      })
      .toMatchObject({ status: 401 });
    await phone.reload();
    await phone.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(complaints).toEqual([]);
    await phoneContext.close();
    await screen.close();
  });

  test('files are uploaded through it, larger than a proxy takes by itself', async () => {
    const page = await open(laptop, '#/upload');
    const run = runFile('2026-10-05T06:00:00Z');
    const padded = Buffer.concat([run, Buffer.alloc(2 * 2 ** 20)]);
    await page
      .getByTestId('files')
      .setInputFiles({ name: 'long.fit', mimeType: 'application/octet-stream', buffer: padded });
    await page.locator('.queue-row').getByText('Open the session').waitFor({ timeout: PATIENCE_MS });
    await page.close();
  });

  test('the service worker opens the page without a network', async () => {
    const page = await open(laptop);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.reload();
    await laptop.setOffline(true);
    await page.reload();
    await page.getByRole('link', { name: 'Live' }).click();
    await page.getByRole('button', { name: 'Connect a strap' }).waitFor();
    await laptop.setOffline(false);
    await page.close();
  });

  test("another site's page can neither change anything nor listen, though it runs in the same browser", async () => {
    const page = await open(laptop);
    const { name } = await askServer<{ name: string }>(page, '/v1/athlete');
    const attacker = createServer((_request, response) => response.end('come in'));
    attacker.listen(0, '127.0.0.1');
    await once(attacker, 'listening');
    const foreign = await laptop.newPage();
    await foreign.goto(`http://127.0.0.1:${(attacker.address() as AddressInfo).port}`);
    const tried = await foreign.evaluate(async (target) => {
      const body = JSON.stringify({ name: 'Mallory' });
      const changed = await fetch(`${target}/v1/athlete`, {
        method: 'PATCH',
        credentials: 'include',
        headers: { 'content-type': 'application/json' },
        body,
      }).then(
        ({ status }) => status,
        () => 'refused',
      );
      // A form post needs nobody's leave; its answer stays unseen.
      await fetch(`${target}/v1/auth/sign-out`, {
        method: 'POST',
        credentials: 'include',
        mode: 'no-cors',
        body: '{}',
      }).catch(() => undefined);
      const heard = await new Promise<number>((resolve) => {
        const socket = new WebSocket(`${target.replace('https', 'wss')}/v1/live/watch`, 'zone-coach.live.v1');
        socket.addEventListener('close', ({ code }) => resolve(code));
      });
      return { changed, heard };
    }, url);
    expect(tried).toEqual({ changed: 'refused', heard: 4401 });
    expect(await askServer(page, '/v1/athlete')).toMatchObject({ name });
    await foreign.close();
    attacker.close();
    await page.close();
  });
});
