import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import type { PageServer } from './page-server.ts';

/** Opens the one-time link: afterwards the context has the cookie of the operator, whom nobody has asked anything. */
export async function followLink(
  browser: Browser,
  server: PageServer,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Copenhagen', ...options });
  const page = await context.newPage();
  await page.goto(server.signInLink());
  await page.getByRole('link', { name: 'Zone Coach' }).waitFor();
  await page.close();
  return context;
}

/** The same for an operator who trains (U1). */
export async function signIn(
  browser: Browser,
  server: PageServer,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await followLink(browser, server, options);
  const page = await context.newPage();
  // Any page of the server's: it need not run.
  await page.goto(`${server.url}/healthz`);
  await askServer(page, '/v1/me', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ trains: true }),
  });
  await page.close();
  return context;
}

/** Answers the Bluetooth chooser of this page with the named strap, as a finger would. */
export async function chooseStrapByName(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('DeviceAccess.enable');
  const answered = new Set<string>();
  session.on('DeviceAccess.deviceRequestPrompted', ({ id, devices }) => {
    const device = devices.find((each) => each.name === name);
    // The event comes again as the list grows; a second answer to one prompt ends the browser.
    if (device === undefined || answered.has(id)) return;
    answered.add(id);
    void session.send('DeviceAccess.selectPrompt', { id, deviceId: device.id });
  });
}

/** A phone's own authenticator, which says yes to everything: it keeps passkeys. */
export async function addAuthenticator(page: Page): Promise<{ device: CDPSession; authenticatorId: string }> {
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { device, authenticatorId };
}

/** What the page asks of its server, with its cookie. */
export function askServer<T>(
  page: Page,
  path: string,
  init: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<T> {
  return page.evaluate(
    async ([address, options]) => {
      const response = await fetch(address, options);
      // The test knows which route it asked.
      return (response.status === 204 ? null : await response.json()) as T;
    },
    [path, init] as const,
  );
}

/** Collects what a page must never say: errors of script and violations of the content policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const network =
      message.text().includes('Failed to load resource') || message.text().includes('WebSocket');
    if (message.type() === 'error' && !network) complaints.push(message.text());
  });
  return complaints;
}

/** Waits until the browser has kept `text` of what the page knows of the athlete: then a run is coached without the server. */
export async function waitUntilKept(page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    // As a browser has it, of texts alone.
    const { localStorage } = globalThis as unknown as { localStorage: Record<string, string> };
    return Object.values(localStorage).some((value) => value.includes(wanted));
  }, text);
}
