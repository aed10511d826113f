/**
 * For the end-to-end tests, whose builds alone have it: no window before who drives it is there. One that attaches while the
 * page takes the place of the empty one that a window begins with is never told of it, and waits for ever.
 */
import { app } from 'electron';

declare global {
  /** What Playwright calls once it watches: its own file for Electron's `-r`, which packed programs do not read, waits for it as well. */
  var __playwright_run: (() => void) | undefined;
}

const PATIENCE_MS = 15_000;

/** At once where nobody is going to watch. Called before Electron is ready, which is before anybody can. */
export function untilWatched(): Promise<void> {
  if (!app.commandLine.hasSwitch('remote-debugging-port')) return Promise.resolve();
  return new Promise((resolve) => {
    globalThis.__playwright_run = resolve;
    setTimeout(resolve, PATIENCE_MS).unref();
  });
}
