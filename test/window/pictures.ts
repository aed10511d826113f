/**
 * Pictures of every screen, to look at:
 *   node test/window/pictures.ts DIRECTORY [SCREEN …]
 * With ADIT_LOOKS=usual,small,doubled,tall,forced-light,forced-dark,contrast,ja,ar (or some of these): sizes, the system's
 * colours, and languages; any that Adit speaks, in the smallest window with `-small`. Prints what does not fit, and fails then.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { languages } from '../../preload/words/languages.ts';
import { settled } from './axe.ts';
import { layoutFaults } from './layout.ts';
import { type Screen, screens } from './screens.ts';
import { doubled, openWindows, smallestSize, usualSize } from './window.ts';

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;

interface Look {
  readonly size: (screen: Screen) => { readonly width: number; readonly height: number } | null;
  readonly media: readonly Media[];
  readonly language?: string;
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
    Object.keys(languages).flatMap((language): [string, Look][] => [
      [language, { ...usual, media: [themes[0]], language }],
      [`${language}-small`, { size: () => smallestSize, media: [themes[1]], language }],
    ]),
  ),
};

const [directory = 'pictures', ...only] = process.argv.slice(2);
const usually = 'usual,small,doubled,tall,forced-light,forced-dark,contrast,ja,ja-small,ar,ar-small';
const wanted = (process.env['ADIT_LOOKS'] ?? usually).split(',');
mkdirSync(directory, { recursive: true });

await using windows = await openWindows();
const problems: string[] = [];

/** The words of a language come a moment after the setting. */
async function speakAs(page: Page, language: string): Promise<void> {
  await page.evaluate((code) => window.speakAs(code), language);
  await page.waitForFunction((code) => document.documentElement.lang.startsWith(code), language);
}

async function shoot(screen: Screen): Promise<void> {
  await using opened = await windows.open(screen);
  const { page } = opened;
  let spoken = 'en';
  for (const name of wanted) {
    const look = looks[name];
    if (look === undefined) throw new Error(`There is no look ${name}.`);
    const size = look.size(screen);
    if (size === null) continue;
    const language = look.language ?? 'en';
    if (language !== spoken) await speakAs(page, language);
    spoken = language;
    await page.setViewportSize(size);
    for (const media of look.media) {
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
  await shoot(screen).catch((error: Error) => problems.push(`${screen.name}: ${error.message}`));
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
