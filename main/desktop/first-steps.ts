/** What the start needs of Electron before the window is on its way, and nothing that takes longer to load. */
import { existsSync } from 'node:fs';
import { app, dialog } from 'electron';

/** When windows can be opened and the session is there. */
export const untilReady = (): Promise<void> => app.whenReady();

/** macOS says so; elsewhere a start at login is what its command line makes of it. */
export const wasOpenedAtLogin = (): boolean =>
  process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin === true;

export function end(): void {
  app.quit();
}

/** Ends at once: for a process that must not start at all. */
export function giveUp(): void {
  app.exit(0);
}

/** Says it on the terminal and in a dialog, and ends with status 1. Electron need not be ready. */
export async function giveUpBecause(what: string): Promise<void> {
  process.stderr.write(`${what}\n`);
  process.exitCode = 1;
  await app.whenReady();
  const { t } = await import('../../preload/words/words.ts');
  dialog.showErrorBox(t('dialog.noStart'), what);
  app.exit(1);
}

/** Linux has no icon in the program file; the others do. */
export function windowIcon(file: string): string | null {
  return process.platform === 'linux' && existsSync(file) ? file : null;
}
