/** Bundles programs of these tests as the build bundles the app, for plain Node: electron-store asks Electron for a folder only. */
import path from 'node:path';
import { build } from 'vite';
import { wholeWrites } from '../../build/whole-writes.ts';

const electron = '\0electron';

/** Gives the program's path. */
export async function buildProgram(name: string, outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    define: { __E2E__: 'false' },
    plugins: [
      wholeWrites,
      {
        name: 'test:without-electron',
        enforce: 'pre',
        resolveId: (id) => (id === 'electron' ? electron : null),
        load: (id) => (id === electron ? 'export default {};' : null),
      },
    ],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { [name]: path.join(import.meta.dirname, `${name}.ts`) },
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  });
  return path.join(outDir, `${name}.mjs`);
}
