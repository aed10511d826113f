import { build } from 'vite';

/** Bundles scripts as NAME.mjs for the runtimes under test: Electron's Node does not strip types. */
export async function buildScripts(outDir: string, input: Readonly<Record<string, string>>): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      rollupOptions: { input, output: { entryFileNames: '[name].mjs', format: 'es' } },
    },
    ssr: { noExternal: true },
  });
}
