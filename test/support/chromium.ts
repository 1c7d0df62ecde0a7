import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { programPath } from './programs.ts';

/**
 * Off, since each window would load two pages of the address bar's own menu, more work than the page that is tested. The
 * rest is what Playwright switches off: of two lists, the browser reads the last.
 */
const FEATURES_OFF = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'SpareRendererForSitePerProcess',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
];

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
      `--disable-features=${FEATURES_OFF.join(',')}`,
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

let shared: Promise<Browser> | undefined;
/** Tabs of one person share a process: a page opens for two thirds of the work. */
const PROCESS_PER_SITE = ['--process-per-site', '--disable-site-isolation-trials'];

/**
 * The browser of all files of a worker, where nothing about its start matters: a start costs more than most tests. It ends
 * with its worker; `close` ends what a file has opened.
 */
export async function sharedChromium(): Promise<{ readonly browser: Browser; close(): Promise<void> }> {
  const browser = await (shared ??= launchChromium({ args: PROCESS_PER_SITE }));
  return {
    browser,
    async close() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
  };
}
