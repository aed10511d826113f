/**
 * Messages of the built program are parsed here, once, so that neither window nor main has a parser in it. Works on
 * single files of `preload/words`: parts of the English catalogue, and translations.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type MessageFormatElement, parse } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';
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
    const path = id.replaceAll('\\', '/');
    if (!path.startsWith(`${folder}/`)) return null;
    // Again for each build, because `npm run dev` builds again and again in one process.
    if (/\/en\/(?!index\.)[\w-]+\.ts$/.test(path)) {
      const part: Readonly<Record<string, Record<string, string>>> = await import(
        `${pathToFileURL(id).href}?${Date.now()}`
      );
      return Object.entries(part)
        .map(([name, messages]) => `export const ${name} = ${compiledAll(messages)};`)
        .join('\n');
    }
    if (path.endsWith('.json')) return compiledAll(JSON.parse(await readFile(id, 'utf8')));
    return null;
  },
};
