/** Where this app is, for programs outside that call its command line. */
import { join } from 'node:path';
import { app } from 'electron';
import type { Installation } from '../launch/ssh-config/connect-command.ts';
import { APP_NAME } from './app-name.ts';

export const commandPlace = (userData: string): Installation => ({
  platform: process.platform,
  isPackaged: app.isPackaged,
  program: process.execPath,
  // Switches for Chromium may stand before it in the arguments.
  script: join(import.meta.dirname, 'index.js'),
  resources: process.resourcesPath,
  appImage: process.env['APPIMAGE'],
  userData: userData === join(app.getPath('appData'), APP_NAME) ? null : userData,
});
