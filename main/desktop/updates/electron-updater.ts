/**
 * electron-updater, told what to do. It fetches what `app-update.yml` in the program's folder names, over the system's
 * proxy, takes only what has the SHA-512 of the release's own list and, where the program is signed, the same signer, and
 * installs it when the app ends. Loaded only where the program brings its own updates.
 */
import electronUpdater, { type AppUpdater, type UpdateInfo } from 'electron-updater';
import { describeThrown, type Logger } from '../../state/logger.ts';
import type { UpdateEvent, Updater } from './follow-updates.ts';
import { newsLines } from './news.ts';

export function openUpdater(log: Logger, tell: (event: UpdateEvent) => void): Updater {
  const updater: AppUpdater = electronUpdater.autoUpdater;
  const text = (message: unknown): string => describeThrown(message);
  updater.logger = {
    info: (message) => log.info(text(message)),
    warn: (message) => log.warn(text(message)),
    // It is told once more by the promise, where it counts.
    error: (message) => log.warn(text(message)),
  };
  updater.autoDownload = true;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // It would tell the server which installation asks.
  updater.requestHeaders = { 'x-user-staging-id': '00000000-0000-0000-0000-000000000000' };
  updater.on('update-available', ({ version }: UpdateInfo) => tell({ kind: 'found', version }));
  updater.on('update-downloaded', ({ version, releaseNotes }) =>
    tell({ kind: 'ready', version, news: newsLines(releaseNotes) }),
  );
  // Its promises say the same; without a listener it would end the process.
  updater.on('error', () => undefined);
  return {
    async look() {
      const found = await updater.checkForUpdates();
      if (found === null || !found.isUpdateAvailable) return 'newest';
      await found.downloadPromise;
      return 'found';
    },
    installOnQuit(install) {
      updater.autoInstallOnAppQuit = install;
    },
  };
}
