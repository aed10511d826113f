/** What the start needs of Electron before the window is on its way, and nothing that takes longer to load. */
import { existsSync } from 'node:fs';
import { app, dialog } from 'electron';
import type { Text } from '../../preload/words/text.ts';

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

/**
 * Says it on the terminal and in a dialog, there in the person's language, and ends with status 1. Electron need not be
 * ready. `userData`: where the settings are, when that is known.
 */
export async function giveUpBecause(what: Text, userData: string | null): Promise<void> {
  process.exitCode = 1;
  const { forDialog, forTerminal } = await import('./fatal-words.ts');
  process.stderr.write(`${forTerminal(what)}\n`);
  await app.whenReady();
  const { title, text } = await forDialog(what, userData, app.getPreferredSystemLanguages());
  dialog.showErrorBox(title, text);
  app.exit(1);
}

/** Linux has no icon in the program file; the others do. */
export function windowIcon(file: string): string | null {
  return process.platform === 'linux' && existsSync(file) ? file : null;
}
