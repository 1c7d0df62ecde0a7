import { existsSync } from 'node:fs';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of the machine. @throws with what to do when there is none: page tests are never skipped. */
function chromiumPath(): string {
  const path = process.env['CHROMIUM'] ?? PLACES.find((place) => existsSync(place));
  if (path === undefined) {
    throw new Error('The page tests need Chromium: apt-get install chromium, or name it in CHROMIUM.');
  }
  return path;
}

/** Real headless Chromium. Linux hides Web Bluetooth behind a switch; nothing here phones home. */
export function launchChromium(
  options: { env?: Record<string, string>; args?: string[] } = {},
): Promise<Browser> {
  const settings: LaunchOptions = {
    executablePath: chromiumPath(),
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--enable-blink-features=WebBluetooth',
      ...(options.args ?? []),
    ],
    env: { ...definedEnvironment(), ...options.env },
  };
  return chromium.launch(settings);
}

function definedEnvironment(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  return env;
}
