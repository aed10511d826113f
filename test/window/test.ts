/** Playwright's `test` with one browser for all screens of a worker. */
import { test as base } from '@playwright/test';
import { hasTool } from '../peers/tools.ts';
import { type OpenPage, openWindows, type Windows } from './window.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  /** Opens a screen; what is still open at the end is closed. */
  readonly open: (...how: Parameters<Windows['open']>) => Promise<OpenPage>;
}

interface WorkerFixtures {
  readonly windows: Windows;
}

export const hasChromium = hasTool('chromium');

// Playwright reads a fixture's needs from its parameter's pattern, which must not be empty: `browserName` costs nothing.
export const test = base.extend<Fixtures, WorkerFixtures>({
  windows: [
    async ({ browserName: _ }, run) => {
      await using windows = await openWindows();
      await run(windows);
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  open: async ({ windows }, run) => {
    await using stack = new AsyncDisposableStack();
    await run(async (...how) => stack.use(await windows.open(...how)));
  },
});
