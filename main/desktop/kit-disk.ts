/** Servers' kits on this computer, and the dialogs that ask for them. */

import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { t } from '../../preload/words/words.ts';
import { encryptKey, openFolder, unpackClient, writeFolder, writeWhole } from '../kit/folder.ts';
import type { KitDisk } from '../state/kits.ts';
import { readGiven } from './readers.ts';

export function kitDisk(parent: () => BrowserWindow | null): KitDisk {
  const askFolder = async (title: string, buttonLabel: string): Promise<string | null> => {
    const options: Electron.OpenDialogOptions = {
      title,
      buttonLabel,
      properties: ['openDirectory', 'createDirectory'],
    };
    const window = parent();
    const chosen = await (window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options));
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  };
  const askFile = async (title: string, name: string): Promise<string | null> => {
    const options: Electron.SaveDialogOptions = {
      title,
      defaultPath: join(app.getPath('documents'), name),
      filters: [{ name: t('dialog.archive'), extensions: ['tar'] }],
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    };
    const window = parent();
    const { canceled, filePath } = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options));
    return canceled || filePath === undefined || filePath === '' ? null : filePath;
  };
  return {
    askOpen: () => askFolder(t('dialog.kit.open'), t('dialog.open')),
    async askNew(form, name) {
      if (form === 'tar') return askFile(t('dialog.kit.save'), `${name}.tar`);
      const place = await askFolder(t('dialog.kit.place'), t('dialog.kit.make'));
      return place === null ? null : join(place, name);
    },
    open: openFolder,
    write: writeFolder,
    // Keys are in it.
    writeTar: (path, tar) => writeWhole(path, tar, 0o600),
    encryptKey,
    unpackClient,
    readFolder: (folder) => readGiven([folder]),
  };
}
