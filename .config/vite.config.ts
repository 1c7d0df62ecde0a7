import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { compileMessages } from './compile-messages.ts';

const root = fileURLToPath(new URL('../src/web', import.meta.url));
const outDir = fileURLToPath(new URL('../dist/web', import.meta.url));
const cacheDir = fileURLToPath(new URL('../.cache/vite', import.meta.url));

const SHARED_TYPES = [
  ...['application/octet-stream', 'application/zip', 'application/gzip', 'application/xml', 'text/xml'],
  ...['application/vnd.ant.fit', 'application/vnd.garmin.tcx+xml', 'application/gpx+xml'],
  ...['.fit', '.tcx', '.gpx', '.gz', '.zip'],
];

/** The page: everything it needs comes from its own origin, so that it opens in a forest. */
export default defineConfig({
  root,
  cacheDir,
  // No assets as data: URLs; the content security policy stays `'self'`.
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // How long a slow machine took is no warning.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { proxy: { '/v1': { target: 'http://127.0.0.1:3000', ws: true } } },
  plugins: [
    compileMessages(),
    VitePWA({
      // A waiting update is activated by the page, and never while a session runs.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/',
        name: 'Zone Coach',
        short_name: 'Zone Coach',
        description: 'Heart-rate zone coaching, live and from files',
        start_url: '/',
        display: 'standalone',
        orientation: 'portrait',
        background_color: '#f6f3ec',
        theme_color: '#101614',
        // What a watch's app hands on; phones go by type or by ending, so both are named.
        share_target: {
          action: '/share',
          method: 'POST',
          enctype: 'multipart/form-data',
          params: { files: [{ name: 'file', accept: SHARED_TYPES }] },
        },
        icons: [
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      // Written by hand, because it also takes what a phone shares with us.
      strategies: 'injectManifest',
      srcDir: 'worker',
      filename: 'service-worker.ts',
      injectManifest: { rollupFormat: 'iife', globPatterns: ['**/*.{html,js,css,woff2,svg,png}'] },
    }),
  ],
});
