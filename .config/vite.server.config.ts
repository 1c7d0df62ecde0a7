import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { serverBundle } from './server-bundle.ts';

const inRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const files = inRoot('src/adapters/files');

/** The server and the command line. Threads find their entry beside the chunk that starts them. */
export default defineConfig({
  ...serverBundle,
  root: inRoot(''),
  cacheDir: inRoot('.cache/vite-server'),
  build: {
    ssr: true,
    target: 'node20',
    minify: false,
    emptyOutDir: true,
    outDir: inRoot('dist/server'),
    rolldownOptions: {
      input: {
        main: inRoot('src/cli/main.ts'),
        'apple-worker': `${files}/apple-worker.ts`,
        'decode-worker': `${files}/decode-worker.ts`,
        'evaluation-worker': `${files}/evaluation-worker.ts`,
        'pdf-worker': `${files}/pdf-worker.ts`,
      },
      output: {
        format: 'esm',
        entryFileNames: ({ name }) => (name === 'main' ? 'main.js' : 'chunks/[name].js'),
        chunkFileNames: 'chunks/[name]-[hash].js',
        // The process holds its source as long as it lives: one letter beyond Latin-1 would double every byte of a file.
        charset: 'ascii',
        comments: { jsdoc: false },
      },
      // How long a slow machine took is no warning.
      checks: { bundlerTimings: false },
    },
  },
});
