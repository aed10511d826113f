import { build } from 'vite';

/** Bundles scripts for the runtimes under test, whose Node may not strip types: NAME.js or NAME.mjs, as ES modules. */
export async function bundle(
  outDir: string,
  input: Readonly<Record<string, string>>,
  ending: 'js' | 'mjs',
): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      minify: false,
      rollupOptions: {
        input,
        output: { entryFileNames: `[name].${ending}`, chunkFileNames: `[name]-[hash].${ending}`, format: 'es' },
      },
    },
    ssr: { noExternal: true },
  });
}
