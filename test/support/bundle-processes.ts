import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { serverBundle } from '../../.config/server-bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Compiles programs that tests and benches start as processes, the way production is compiled: a loader takes seconds
 * of every start, and would be measured too. Answers the path of each by its name; `folder` is theirs alone.
 */
export async function bundleProcesses<Name extends string>(
  folder: string,
  sources: Readonly<Record<Name, URL>>,
): Promise<Readonly<Record<Name, string>>> {
  const outDir = `${ROOT}.cache/${folder}`;
  const input = Object.entries<URL>(sources).map(([name, url]) => [name, fileURLToPath(url)] as const);
  await build({
    ...serverBundle,
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      minify: false,
      // By it a profile names the sources.
      sourcemap: true,
      emptyOutDir: true,
      outDir,
      rolldownOptions: {
        input: Object.fromEntries(input),
        output: { entryFileNames: '[name].js', format: 'esm' },
      },
    },
  });
  // The names of the sources, each once.
  return Object.fromEntries(input.map(([name]) => [name, `${outDir}/${name}.js`])) as Record<Name, string>;
}
