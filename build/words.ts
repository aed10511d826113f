/**
 * Messages of the built program are parsed here, once, so that neither window nor main has a parser in it. The English
 * catalogue is part of the program. Each other language is one file in `out/words`, which main reads and gives to the
 * window (main/desktop/app-protocol.ts).
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type MessageFormatElement, parse } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';
import { translatedLanguages } from '../preload/words/languages.ts';
import { root } from './outputs.ts';

const folder = join(root, 'preload/words').replaceAll('\\', '/');

const compiled = (message: string): string | MessageFormatElement[] =>
  /[{<]/.test(message) ? parse(message, { captureLocation: false }) : message;

const compiledAll = (messages: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(messages).map(([id, text]) => [id, compiled(text)])));

export const words: Plugin = {
  name: 'adit:words',
  apply: 'build',
  enforce: 'pre',
  resolveId(source, importer) {
    if (source !== '@formatjs/icu-messageformat-parser') return null;
    return this.resolve('@formatjs/icu-messageformat-parser/no-parser.js', importer, { skipSelf: true });
  },
  async load(id) {
    if (id.replaceAll('\\', '/') !== `${folder}/en/index.ts`) return null;
    const messages: Record<string, string> = {};
    for (const name of await readdir(join(folder, 'en'))) {
      if (name === 'index.ts') continue;
      const file = join(folder, 'en', name);
      this.addWatchFile(file);
      // Again for each build, because `npm run dev` builds again and again in one process.
      const parts: Readonly<Record<string, Record<string, string>>> = await import(
        `${pathToFileURL(file).href}?${Date.now()}`
      );
      Object.assign(messages, ...Object.values(parts));
    }
    // As JSON it is read in half the time of an object that is written out.
    return `export const english = JSON.parse(${JSON.stringify(compiledAll(messages))});`;
  },
};

const textOf = (code: string): Promise<string> => readFile(join(folder, `${code}.json`), 'utf8');

/** For the build of main, into `words` beside it. */
export const wordFiles = (out: string): Plugin => ({
  name: 'adit:word-files',
  apply: 'build',
  async closeBundle() {
    const to = join(out, 'words');
    await mkdir(to, { recursive: true });
    for (const code of translatedLanguages) {
      await writeFile(join(to, `${code}.json`), compiledAll(JSON.parse(await textOf(code))));
    }
  },
});

/** For the development server of the window, which has a parser: the texts as they are written. */
export const wordServer: Plugin = {
  name: 'adit:word-server',
  apply: 'serve',
  configureServer({ middlewares }) {
    middlewares.use('/words/', (request, response, next) => {
      const code = translatedLanguages.find((each) => request.url === `/${each}.json`);
      if (code === undefined) return next();
      void textOf(code).then((text) => response.setHeader('Content-Type', 'application/json').end(text), next);
    });
  },
};
