import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const OUT = fileURLToPath(new URL('../../../.cache/bench-live', import.meta.url));

/** Compiles the processes of this bench as production is compiled: a loader's additions must not be measured. */
export async function bundleProcesses(names: readonly string[]): Promise<(name: string) => string> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      minify: false,
      emptyOutDir: true,
      outDir: OUT,
      rolldownOptions: {
        input: Object.fromEntries(
          names.map((name) => [name, fileURLToPath(new URL(`${name}.ts`, import.meta.url))]),
        ),
        output: { entryFileNames: '[name].mjs', format: 'esm' },
      },
    },
  });
  return (name) => `${OUT}/${name}.mjs`;
}
