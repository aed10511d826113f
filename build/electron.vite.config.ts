/**
 * Three targets. All npm packages are bundled, so that the packaged app is `out/` and `package.json` alone.
 * `ADIT_E2E=1` builds the same program with the hooks of the end-to-end tests into `out/e2e`; the constant `__E2E__`
 * removes them from every other build.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { completions } from '../main/cli/completions/index.ts';
import { manPage } from '../main/cli/man-page.ts';
import { shells } from '../main/cli/shells.ts';
import { libraryWords } from '../renderer/ui/library-words.ts';
import { collectModules, licences, packagesOf } from './licences.ts';
import { wholeWrites } from './whole-writes.ts';
import { wordFiles, wordServer, words } from './words.ts';

const root = join(import.meta.dirname, '..');
const e2e = process.env['ADIT_E2E'] === '1';
const out = join(root, e2e ? 'out/e2e' : 'out');
const define = { __E2E__: JSON.stringify(e2e) };

/** The oldest runtime the program must work on: Electron 33 with Node 20.18 and Chromium 130. */
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

/** Electron finds a template image and its @2x twin by name, so these files keep theirs. */
const images: Plugin = {
  name: 'adit:images',
  closeBundle() {
    const from = join(root, 'build/tray');
    const to = join(out, 'tray');
    for (const name of readdirSync(from).filter((file) => /\.(png|ico)$/.test(file))) {
      cpSync(join(from, name), join(to, name));
    }
    // Linux has no icon in the program file; the window brings it.
    cpSync(join(root, 'build/icons/png/256x256.png'), join(to, 'icon.png'));
  },
};

/** The manual page and what shells need to complete the commands, for packages to install. */
const pages: Plugin = {
  name: 'adit:pages',
  closeBundle() {
    const to = join(out, 'share');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    mkdirSync(to, { recursive: true });
    writeFileSync(join(to, 'adit.1'), manPage(version));
    for (const shell of shells) writeFileSync(join(to, `adit.${shell}`), completions(shell));
  },
};

/** What the three bundles are made of; they are made one after the other, and each adds its own. */
const bundled = new Set<string>();
const licencesFile: Plugin = {
  name: 'adit:licences',
  closeBundle() {
    const packages = packagesOf(bundled);
    mkdirSync(join(out, 'main'), { recursive: true });
    writeFileSync(join(out, 'main/LICENSES.txt'), `${licences(packages)}\n`);
    const names = packages.map(({ name, version }) => ({ name, version }));
    writeFileSync(join(out, 'packages.json'), JSON.stringify(names, null, 2));
  },
};
const licensing = [collectModules(bundled), licencesFile];

/** `out/main/cli.js` is the package's `bin`, which a shell starts. */
const shebang: Plugin = {
  name: 'adit:shebang',
  renderChunk(code, chunk) {
    return chunk.name === 'cli' && chunk.isEntry && !code.startsWith('#!') ? `#!/usr/bin/env node\n${code}` : null;
  },
};

/** electron-store validates with ajv what a schema describes. Our store has none: zod says what is right. */
const withoutAjv: Plugin = {
  name: 'adit:without-ajv',
  enforce: 'pre',
  resolveId: (id) => (/^ajv(-formats|\/dist\/2020\.js)$/.test(id) ? `\0${id}` : null),
  load: (id) =>
    /^\0ajv/.test(id)
      ? "const absent = () => { throw new Error('ajv is not part of this program'); }; export { absent as Ajv2020, absent as default };"
      : null,
};

/** React Aria's own words stay out of the window: `library-words.ts` has all of them, or the build fails. */
const withoutLibraryWords: Plugin = {
  name: 'adit:without-library-words',
  enforce: 'pre',
  load: (id) => (/\/react-aria(?:-components)?\/dist\/private\/intl\/.*\.mjs$/.test(id) ? 'export default {};' : null),
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      for (const id of chunk.type === 'chunk' ? chunk.moduleIds : []) {
        const [, library, name] =
          /\/(react-aria(?:-components)?)\/dist\/private\/(?:(.*)\/)?intlStrings\.mjs$/.exec(id) ?? [];
        const known = name === undefined ? library : `@react-aria/${name}`;
        if (known !== undefined && !(known in libraryWords)) this.error(`${known} has words that the window lacks.`);
      }
    }
  },
};

export default defineConfig({
  main: {
    define,
    plugins: [images, pages, shebang, withoutAjv, wholeWrites, words, wordFiles(out), ...licensing],
    build: {
      outDir: join(out, 'main'),
      target: nodeTarget,
      externalizeDeps: false,
      sourcemap: false,
      minify: true,
      rolldownOptions: {
        input: {
          index: join(root, 'main/index.ts'),
          cli: join(root, 'main/cli/index.ts'),
          worker: join(root, 'main/tunnel/worker.ts'),
          helper: join(root, 'main/tunnel/threads/helper.ts'),
          diagnose: join(root, 'main/diagnose/worker.ts'),
          reader: join(root, 'main/reading/worker.ts'),
        },
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
    plugins: licensing,
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
    plugins: [withoutLibraryWords, words, wordServer, react(), ...licensing],
    server: { host: '127.0.0.1' },
    build: {
      outDir: join(out, 'renderer'),
      emptyOutDir: true,
      target: chromeTarget,
      sourcemap: false,
      minify: true,
      // Loaded from disk, all at once: one file is as good as several.
      chunkSizeWarningLimit: 2000,
      // The content security policy knows no data: scripts and styles, and fonts come from files.
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(root, 'renderer/index.html') },
    },
  },
});
