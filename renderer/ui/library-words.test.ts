import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { readWritten } from '../../preload/words/read-written.ts';
import { speak } from '../../preload/words/words.ts';
import { libraryWords } from './library-words.ts';

/** Of components that the window does not have. */
const UNUSED = ['tableResizer', 'dropzoneLabel', 'colorSwatchPicker'];

afterEach(() => speak('en'));

/** The library's own phrases in English. */
async function brought(name: string): Promise<readonly string[]> {
  const folder = name.startsWith('@') ? name.replace('@react-aria/', 'react-aria/dist/private/intl/') : null;
  const file = join(folder ?? `${name}/dist/private/intl`, 'en-US.mjs');
  const found: { readonly default: object } = await import(
    pathToFileURL(join(import.meta.dirname, '../../node_modules', file)).href
  );
  return Object.keys(found.default).filter((key) => !UNUSED.includes(key));
}

test.each(Object.entries(libraryWords))('every phrase of %s is there', async (name, phrases) => {
  expect(Object.keys(phrases).sort()).toEqual([...(await brought(name))].sort());
});

test('each is said in the language that is on, one that the library lacks as well', async () => {
  const given = { item: 'نمونه', itemText: 'نمونه', beforeItemText: 'الف', afterItemText: 'ب', count: 3 };
  const all = () => Object.values(libraryWords).flatMap((phrases) => Object.values(phrases).map((say) => say(given)));
  const english = all();
  await speak('fa', ['fa-IR'], readWritten);
  const persian = all();
  expect(persian.filter((text, index) => text === english[index])).toEqual([]);
  // Keys have their own names there, too.
  expect(persian.filter((text) => /[a-z]{3}/i.test(text.replace(/Enter|Escape|Tab|Alt/g, '')))).toEqual([]);
  expect(libraryWords['@react-aria/grid']?.['selectedCount']?.(given)).toContain('۳');
});
