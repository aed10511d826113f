/**
 * Pictures of every screen, to look at:
 *   node test/window/pictures.ts DIRECTORY [SCREEN …]
 * With ADIT_LOOKS=usual,small,doubled,tall,forced-light,forced-dark,contrast,ja,ar (or some of these): sizes, the system's
 * colours, and languages; any that Adit speaks, in the smallest window with `-small`. Prints what does not fit, and fails then.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type LanguageCode, offeredLanguages } from '../../preload/words/languages.ts';
import { settled } from './axe.ts';
import { layoutFaults } from './layout.ts';
import { type Screen, screens } from './screens.ts';
import { doubled, openWindows, smallestSize, usualSize } from './window.ts';

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;

interface Look {
  readonly size: (screen: Screen) => { readonly width: number; readonly height: number } | null;
  readonly media: readonly Media[];
  readonly language?: LanguageCode;
}

const themes = [{ colorScheme: 'light' }, { colorScheme: 'dark' }] as const satisfies readonly Media[];
const usual: Look = { size: () => usualSize, media: themes };
const looks: Readonly<Record<string, Look>> = {
  usual,
  small: { size: () => smallestSize, media: themes },
  doubled: { size: () => doubled, media: [themes[0]] },
  tall: { size: ({ tall }) => (tall === undefined ? null : { width: 940, height: tall }), media: themes },
  'forced-light': { ...usual, media: [{ colorScheme: 'light', forcedColors: 'active' }] },
  'forced-dark': { ...usual, media: [{ colorScheme: 'dark', forcedColors: 'active' }] },
  contrast: { ...usual, media: [{ colorScheme: 'light', contrast: 'more' }] },
  ...Object.fromEntries(
    offeredLanguages.flatMap((language): [string, Look][] => [
      [language, { ...usual, media: [themes[0]], language }],
      [`${language}-small`, { size: () => smallestSize, media: [themes[1]], language }],
    ]),
  ),
};

function lookOf(name: string): Look {
  const look = looks[name];
  if (look === undefined) throw new Error(`There is no look ${name}.`);
  return look;
}

const [directory = 'pictures', ...only] = process.argv.slice(2);
const usually = 'usual,small,doubled,tall,forced-light,forced-dark,contrast,ja,ja-small,ar,ar-small';
const wanted = (process.env['ADIT_LOOKS'] ?? usually).split(',');
const languageOf = (name: string): LanguageCode => lookOf(name).language ?? 'en';
const byLanguage = [...new Set(wanted.map(languageOf))].map(
  (language) => [language, wanted.filter((name) => languageOf(name) === language)] as const,
);
mkdirSync(directory, { recursive: true });

await using windows = await openWindows();
const problems: string[] = [];

async function shoot(screen: Screen, names: readonly string[], language: LanguageCode): Promise<void> {
  await using opened = await windows.open(screen, { language });
  const { page } = opened;
  for (const name of names) {
    const { size, media: all } = lookOf(name);
    const viewport = size(screen);
    if (viewport === null) continue;
    await page.setViewportSize(viewport);
    for (const media of all) {
      await page.emulateMedia({ forcedColors: 'none', contrast: 'no-preference', ...media });
      await settled(page);
      const label = `${screen.name}.${name}.${media.colorScheme}`;
      for (const fault of await layoutFaults(page)) problems.push(`${label}: ${fault}`);
      await page.screenshot({ path: join(directory, `${label}.png`) });
    }
  }
  for (const problem of opened.problems) problems.push(`${screen.name}: ${problem}`);
}

for (const screen of screens.filter(({ name }) => only.length === 0 || only.includes(name))) {
  for (const [language, names] of byLanguage) {
    const failed = (error: Error) => problems.push(`${screen.name}, ${language}: ${error.message}`);
    await shoot(screen, names, language).catch(failed);
  }
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
