/** The small things that the composition root needs of Electron. */
import { homedir, hostname, userInfo } from 'node:os';
import {
  app,
  type BrowserWindow,
  dialog,
  globalShortcut,
  type MessageBoxOptions,
  Notification,
  nativeTheme,
  type OpenDialogOptions,
  type PowerMonitor,
  powerMonitor,
  safeStorage,
  session,
} from 'electron';
import type { About } from '../../preload/app-state.ts';
import type { Settings } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { Person } from '../state/reports.ts';
import type { FindRoutes } from '../tunnel/negotiation/routes.ts';
import { wasOpenedAtLogin } from './first-steps.ts';
import type { SomeSafeStorage } from './key-store.ts';
import { type LoginItem, loginItem } from './login-item.ts';
import type { Told } from './notifications.ts';
import type { ShortcutPorts } from './shortcuts.ts';
import { systemRoutes } from './system-proxy.ts';

/** What there is once Electron is ready. */
export interface Powers {
  readonly power: Pick<PowerMonitor, 'on'>;
  readonly findSystemRoutes: FindRoutes;
  readonly safeStorage: SomeSafeStorage;
  /** Keys that are taken on the whole desktop; freed when the app quits. */
  readonly keys: ShortcutPorts['keys'];
}

/** Only once Electron is ready. */
export function powers(): Powers {
  // Of its own: the page's session goes nowhere. Made at the start: one that was just made says DIRECT, whatever the settings.
  const routes = session.fromPartition('system-proxy');
  const keys: ShortcutPorts['keys'] = {
    register: (shortcut, press) => globalShortcut.register(shortcut, press),
    unregister: (shortcut) => globalShortcut.unregister(shortcut),
  };
  return { power: powerMonitor, findSystemRoutes: systemRoutes(routes), safeStorage, keys };
}

/** Whether it is a start at login without a window that nobody could say on the command line. */
export const wasOpenedHidden = ({ startAtLogin }: Settings): boolean => startAtLogin === 'hidden' && wasOpenedAtLogin();

export function systemLoginItem(): LoginItem | null {
  // An unpackaged app is a folder on its own command line.
  const command = app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()];
  return loginItem({ platform: process.platform, env: process.env, home: homedir(), command, app });
}

export function applyAppearance({ appearance }: Settings): void {
  nativeTheme.themeSource = appearance;
}

export function aboutThisApp(version: string): About {
  return {
    version,
    electron: process.versions.electron ?? '',
    node: process.versions.node,
    // Electron's BoringSSL reports no version of its own.
    tlsLibrary: 'BoringSSL',
    platform: `${process.platform} ${process.arch}`,
    languages: app.getPreferredSystemLanguages(),
  };
}

/**
 * A notification of the system's, where it shows any; `answer` when somebody clicks on it. Only macOS has buttons in it;
 * elsewhere it says what the click does.
 */
export function showNotification(told: Told | null, answer: () => void): void {
  if (told === null || !Notification.isSupported()) return;
  const { title, body, action } = told;
  const hasButtons = process.platform === 'darwin';
  const notification = new Notification(
    action === null
      ? { title, body }
      : hasButtons
        ? { title, body, actions: [{ type: 'button', text: action.label }] }
        : {
            title,
            body: [body, t('notification.click', { what: action.label })].filter((line) => line !== '').join('\n'),
          },
  );
  notification.on('click', answer);
  notification.on('action', answer);
  notification.show();
}

/** The first time that closing the window leaves the app running, the person should know where it went. */
export function showTrayNotification(): void {
  if (!Notification.isSupported()) return;
  new Notification({
    title: t('tray.runs'),
    body: t('tray.runs.what'),
  }).show();
}

/** There is no tray to hide in: whether to end the app and with it its tunnels. */
export async function askToQuit(parent: BrowserWindow | null, tunnelsOn: number): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'question',
    message: tunnelsOn === 1 ? t('dialog.quit.one') : t('dialog.quit', { count: tunnelsOn }),
    detail: t('dialog.quit.why'),
    buttons: [t('tray.quit'), t('dialog.keepRunning')],
    defaultId: 1,
    cancelId: 1,
  };
  const { response } = await (parent === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(parent, options));
  return response === 0;
}

/** The folder that settings are copied to; null when the person cancelled. */
export async function askForCopyFolder(parent: BrowserWindow | null): Promise<string | null> {
  const options: OpenDialogOptions = { title: t('folder.choose'), properties: ['openDirectory', 'createDirectory'] };
  const { canceled, filePaths } = await (parent === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options));
  return canceled ? null : (filePaths[0] ?? null);
}

/** Whose computer it is; a system that does not say has nothing to blot out. */
export function personHere(): Person {
  let userName = '';
  try {
    userName = userInfo().username;
  } catch {
    // A user without an entry in the system's list, as in a container.
  }
  return { home: homedir(), userName, computer: hostname().replace(/\.local$/, '') };
}

interface Discarding {
  /** Of what is edited. */
  readonly name: string;
  /** After how many seconds the app ends without an answer; null: it waits. */
  readonly within: number | null;
  /** Takes the question away. */
  readonly nobody: AbortSignal;
}

/** Somebody edits something and has not saved it: whether to end the app all the same. */
export async function askToDiscard(
  parent: BrowserWindow | null,
  { name, within, nobody }: Discarding,
): Promise<boolean> {
  const soon = within === null ? [] : [t('changes.unsaved.soon', { count: within })];
  const options: MessageBoxOptions = {
    type: 'question',
    message: t('changes.unsaved.title'),
    detail: [t('changes.unsaved.text', { name }), ...soon].join('\n\n'),
    buttons: [t('changes.unsaved.keep'), t('changes.unsaved.quit')],
    defaultId: 0,
    cancelId: 0,
    signal: nobody,
  };
  const { response } = await (parent === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(parent, options));
  return response === 1;
}

/** Instead of Electron's dialog with a stack trace: tunnels live in a thread of their own and need not end. */
export function survive(report: (thrown: unknown) => void): void {
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}
