/** What the app does outside its own window: dialogs, clipboard, browser, terminal. */
import { type BrowserWindow, clipboard, dialog, shell } from 'electron';
import { openTerminal } from '../launch/terminal.ts';
import type { ChosenFile } from '../state/handlers.ts';
import { success } from '../state/result.ts';
import { readConfigurationFile } from './configuration-file.ts';

export interface Outside {
  chooseFile(parent: BrowserWindow | null): Promise<ChosenFile>;
  copy(text: string): Promise<void>;
  openBrowser(url: string): Promise<void>;
  openTerminal(argv: readonly string[]): Promise<boolean>;
}

export const outside: Outside = {
  async chooseFile(parent) {
    const options: Electron.OpenDialogOptions = {
      title: 'Choose the configuration of the server',
      buttonLabel: 'Preview',
      properties: ['openFile'],
      filters: [
        { name: 'stunnel configuration', extensions: ['conf', 'cfg', 'txt'] },
        { name: 'All files', extensions: ['*'] },
      ],
    };
    const chosen =
      parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options);
    const [path] = chosen.filePaths;
    return chosen.canceled || path === undefined ? success(null) : readConfigurationFile(path);
  },
  // Synchronous before Electron 44, a promise since.
  async copy(text) {
    await clipboard.writeText(text);
  },
  async openBrowser(url) {
    if (!isLocalPage(url)) throw new Error('Only pages behind a tunnel are opened.');
    await shell.openExternal(url);
  },
  openTerminal: (argv) => openTerminal(argv),
};

/** A launch plan's address is the local end of a tunnel: plain http with a port, and nothing after it. */
export function isLocalPage(url: string): boolean {
  return /^http:\/\/[\w.:%[\]-]+:\d{1,5}\/$/.test(url) && URL.canParse(url);
}
