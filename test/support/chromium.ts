import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { programPath } from './programs.ts';

/** Real headless Chromium. Linux hides Web Bluetooth behind a switch; nothing here phones home. */
export function launchChromium(
  options: { env?: Record<string, string>; args?: string[] } = {},
): Promise<Browser> {
  const settings: LaunchOptions = {
    executablePath: programPath('chromium'),
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
