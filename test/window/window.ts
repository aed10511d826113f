/**
 * The window as users get it, in this system's Chromium: what the build has made, under the policy of the app, with a
 * stand-in for the preload script and main.
 */
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { ensureBuilt, root } from '../../build/outputs.ts';
import { APP_ORIGIN, createAppProtocol } from '../../main/desktop/app-protocol.ts';
import type { LanguageCode } from '../../preload/words/languages.ts';
import { requireTool } from '../peers/tools.ts';
import { settled } from './axe.ts';
import { type NameIn, namesIn } from './names.ts';
import type { Action, Screen } from './screens.ts';

/** Nobody's. Chromium knows the app's own scheme only where the app has told it. */
const ORIGIN = 'https://adit.test';

export const usualSize = { width: 940, height: 640 } as const;
export const smallestSize = { width: 480, height: 420 } as const;
/** The smallest window with everything twice as large: that leaves half of the page's points. */
export const doubled = { width: 240, height: 210 } as const;

/** The stand-in as one script. */
async function standIn(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: [{ find: /^node:(?:os|net)$/, replacement: join(import.meta.dirname, 'node-stub.ts') }] },
    define: { 'process.platform': JSON.stringify('linux') },
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'stand-in.ts'), formats: ['iife'], name: 'standIn' },
    },
  });
  const [output] = [made].flat();
  if (output === undefined || !('output' in output)) throw new Error('Vite has made no script of the stand-in.');
  return output.output[0].code;
}

export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** What the page has reported as an error, or what its policy has refused. */
  readonly problems: readonly string[];
}

export interface OpenOptions extends BrowserContextOptions {
  readonly language?: LanguageCode;
}

export interface Windows extends AsyncDisposable {
  readonly browser: Browser;
  /** In English, unless `language` is another one, from the first frame on. */
  open(screen: Screen, options?: OpenOptions): Promise<OpenPage>;
}

async function act(page: Page, nameIn: NameIn, action: Action): Promise<void> {
  const { role, name, fill, within, modifiers = [] } = action;
  // The one on top: below an open sheet or menu nothing has a role.
  const place = within === undefined ? page : page.getByRole(within);
  const target = place.getByRole(role, { name: nameIn(name) }).first();
  if (fill === undefined) await target.click({ modifiers });
  else await target.fill(fill);
}

export async function openWindows(): Promise<Windows> {
  ensureBuilt('release');
  const [script, browser] = await Promise.all([
    standIn(),
    chromium.launch({ executablePath: requireTool('chromium'), chromiumSandbox: false }),
  ]);
  const serve = createAppProtocol(join(root, 'out/renderer'));
  return {
    browser,
    async open({ scene, actions = [], shows, named }, { language, ...options } = {}) {
      const nameIn = await namesIn(language ?? 'en');
      const context = await browser.newContext({
        viewport: usualSize,
        locale: 'en-GB',
        reducedMotion: 'reduce',
        colorScheme: 'light',
        ...options,
      });
      await context.route('**/*', async (route) => {
        const { pathname } = new URL(route.request().url());
        const { statusCode, headers, data } = await serve({
          url: `${APP_ORIGIN}${pathname === '/' ? '/index.html' : pathname}`,
          method: route.request().method(),
        });
        await route.fulfill({ status: statusCode, headers, body: data });
      });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('404')) problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(error.message));
      await page.addInitScript(script);
      await page.goto(`${ORIGIN}/#${scene}${language === undefined ? '' : `@${language}`}`);
      await page.waitForFunction(() => window.isStaged);
      for (const action of actions) await act(page, nameIn, action);
      await page
        .getByRole(shows, named === undefined ? {} : { name: nameIn(named) })
        .first()
        .waitFor();
      await settled(page);
      return { page, problems, [Symbol.asyncDispose]: () => context.close() };
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}
