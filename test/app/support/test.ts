/** Playwright's `test` with what every spec needs: a directory, apps that are ended, and a trace of what went wrong. */
import { cp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { ensureBuilt, root } from '../../../build/outputs.ts';
import { findRuntime } from '../../../build/runtime.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../../peers/directory.ts';
import { type App, type LaunchOptions, startApp } from './app.ts';
import { type AppWindow, appWindow } from './window.ts';

export { expect } from '@playwright/test';

/** An app that has shown its window. */
export interface Adit extends App {
  readonly window: AppWindow;
}

interface Fixtures {
  /** Skips a test, with the reason, where the app cannot be started. */
  readonly runnable: undefined;
  /** Of this test alone; removed after it. */
  readonly directory: string;
  /** Starts the app, by default with an empty user data directory of this test. What still runs at the end is ended. */
  readonly launch: (options?: Partial<LaunchOptions>) => Promise<Adit>;
  /** Closes what a test started, also when it fails; the latest first. */
  readonly use: <Resource extends AsyncDisposable>(resource: Promise<Resource>) => Promise<Resource>;
}

interface WorkerFixtures {
  /** The program's directory; empty where the app cannot be started. */
  readonly build: string;
}

async function whyNot(): Promise<string | null> {
  if (process.platform === 'linux' && !process.env['DISPLAY']) return 'there is no display';
  const found = await findRuntime();
  return found.kind === 'found' ? null : found.advice.join(' ');
}

// Playwright reads a fixture's needs from its parameter's pattern, which must not be empty: `browserName` costs nothing.
export const test = base.extend<Fixtures, WorkerFixtures>({
  runnable: [
    async ({ browserName: _ }, run, testInfo) => {
      const reason = await whyNot();
      testInfo.skip(reason !== null, reason ?? '');
      await run(undefined);
    },
    { auto: true },
  ],

  build: [
    async ({ browserName: _ }, run) => {
      if ((await whyNot()) !== null) {
        await run('');
        return;
      }
      ensureBuilt('e2e');
      // A copy, which a build that somebody starts meanwhile does not take away.
      const copy = await temporaryDirectory('adit-build-');
      await cp(path.join(root, 'out/e2e'), copy.path, { recursive: true });
      await writeFile(path.join(copy.path, 'package.json'), '{"type": "module"}');
      await run(copy.path);
      await copy.close();
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  directory: async ({ browserName: _ }, run) => {
    const directory: TemporaryDirectory = await temporaryDirectory('adit-app-');
    await run(directory.path);
    await directory.close();
  },

  launch: async ({ directory, build }, run, testInfo) => {
    const apps: App[] = [];
    await run(async (options = {}) => {
      const app = await startApp({ build, userData: path.join(directory, 'user-data'), ...options });
      apps.push(app);
      const window = appWindow(app.page);
      await window.isShown();
      return { ...app, window };
    });
    for (const [index, app] of apps.entries()) {
      if (testInfo.status !== testInfo.expectedStatus) {
        const log = testInfo.outputPath(`app-${index}.log`);
        await writeFile(log, await app.log());
        await testInfo.attach(`log of app ${index}`, { path: log });
        const screenshot = testInfo.outputPath(`app-${index}.png`);
        const taken = await app.page.screenshot({ path: screenshot, timeout: 5000 }).catch(() => null);
        if (taken) await testInfo.attach(`window of app ${index}`, { path: screenshot });
      }
      await app.quit();
    }
  },

  use: async ({ directory: _ }, run) => {
    await using stack = new AsyncDisposableStack();
    await run(async (resource) => stack.use(await resource));
  },
});
