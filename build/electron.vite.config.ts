/**
 * Three targets. All npm packages are bundled, so that the packaged app is `out/` and `package.json` alone.
 * `ADIT_E2E=1` builds the same program with the hooks of the end-to-end tests into `out/e2e`; the constant `__E2E__`
 * removes them from every other build.
 */
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = join(import.meta.dirname, '..');
const e2e = process.env['ADIT_E2E'] === '1';
const out = join(root, e2e ? 'out/e2e' : 'out');
const define = { __E2E__: JSON.stringify(e2e) };

/** The oldest runtime the program must work on: Electron 33 with Node 20.18 and Chromium 130. */
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

/** Electron finds a template image and its @2x twin by name, so these files keep theirs. */
const trayImages: Plugin = {
  name: 'adit:tray-images',
  closeBundle() {
    const from = join(root, 'build/tray');
    if (!existsSync(from)) return;
    for (const name of readdirSync(from).filter((file) => /\.(png|ico)$/.test(file))) {
      cpSync(join(from, name), join(out, 'tray', name));
    }
  },
};

/** `out/main/cli.js` is the package's `bin`, which a shell starts. */
const shebang: Plugin = {
  name: 'adit:shebang',
  renderChunk(code, chunk) {
    return chunk.name === 'cli' && chunk.isEntry && !code.startsWith('#!') ? `#!/usr/bin/env node\n${code}` : null;
  },
};

const mainEntries = { index: 'main/index.ts', cli: 'main/cli/index.ts', worker: 'main/tunnel/worker.ts' };

export default defineConfig({
  main: {
    define,
    plugins: [trayImages, shebang],
    build: {
      outDir: join(out, 'main'),
      target: nodeTarget,
      externalizeDeps: false,
      sourcemap: false,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(mainEntries)
            .map(([name, file]) => [name, join(root, file)] as const)
            .filter(([, file]) => existsSync(file)),
        ),
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // Beside the entries, so that import.meta.dirname is the same directory in a shared chunk.
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    define,
    build: {
      outDir: join(out, 'preload'),
      target: nodeTarget,
      externalizeDeps: false,
      sourcemap: false,
      minify: true,
      rolldownOptions: {
        input: { index: join(root, 'preload/index.ts') },
        // A sandboxed preload script cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'renderer'),
    define,
    plugins: [react()],
    server: { host: '127.0.0.1' },
    build: {
      outDir: join(out, 'renderer'),
      emptyOutDir: true,
      target: chromeTarget,
      sourcemap: false,
      minify: true,
      // The content security policy knows no data: scripts and styles, and fonts come from files.
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(root, 'renderer/index.html') },
    },
  },
});
