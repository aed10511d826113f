/** What the app does outside its own window: dialogs, files, clipboard, browser, terminal. */

import { existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { app, type BrowserWindow, clipboard, dialog, shell } from 'electron';
import type { ProfileView } from '../../preload/app-state.ts';
import type { FilePurpose, Result } from '../../preload/contract.ts';
import { say } from '../../preload/words/say.ts';
import { toSay } from '../../preload/words/text.ts';
import { t } from '../../preload/words/words.ts';
import { readNamedFile, readNamedFileSync } from '../disk/named-file.ts';
import { systemRootFiles } from '../profile/export/trust.ts';
import type { FileSet } from '../profile/files/file-set.ts';
import { toPem } from '../profile/pem.ts';
import { MAX_BACKUP } from '../profile/share/backup.ts';
import type { AppPorts } from '../state/app.ts';
import type { AskedFile } from '../state/chosen-files.ts';
import type { Files } from '../state/files.ts';
import { failure, success } from '../state/result.ts';
import { readDirectory } from '../trust/source.ts';
import { askToConnect } from './ask-to-connect.ts';
import { askToStart } from './ask-to-start.ts';
import type { Launcher } from './launcher.ts';
import { readGiven } from './readers.ts';
import { saveFiles } from './save-files.ts';

export interface SystemActions {
  /** null when the person cancelled. */
  chooseFor(purpose: FilePurpose, parent: BrowserWindow | null): Promise<AskedFile | null>;
  /** null when the person cancelled. */
  choose(what: 'files' | 'folder', parent: BrowserWindow | null): Promise<Result<FileSet | null>>;
  files(parent: () => BrowserWindow | null): Files;
  copy(text: string): Promise<void>;
  /** Starting programs, and what is asked of the person about them. */
  starting(launcher: Launcher, parent: () => BrowserWindow | null): Starting;
  /** Whether what a link asks for is wanted. */
  askToConnect(view: ProfileView, parent: BrowserWindow | null): Promise<boolean>;
  /** A page that a network sends its visitors to. */
  openWebPage(url: string): Promise<void>;
}

export type Starting = Pick<AppPorts, 'openTerminal' | 'startProgram' | 'openUrl' | 'askToStart' | 'chooseProgram'>;

const allFiles = () => ({ name: t('dialog.allFiles'), extensions: ['*'] });
const backupFiles = { name: toSay('dialog.backupFile'), extensions: ['json'] };

const choosable = {
  certificate: { title: toSay('dialog.file.certificate'), extensions: ['pem', 'crt', 'cer', 'p12', 'pfx'] },
  key: { title: toSay('dialog.file.key'), extensions: ['pem', 'key'] },
  psk: { title: toSay('dialog.file.psk'), extensions: ['txt', 'psk', 'conf'] },
  revocation: { title: toSay('dialog.file.revocation'), extensions: ['pem', 'crl'] },
  openvpn: { title: toSay('dialog.file.openvpn'), extensions: ['ovpn', 'conf'] },
  authority: { title: toSay('dialog.file.authority'), extensions: ['pem', 'crt', 'cer'] },
} as const satisfies Record<FilePurpose, unknown>;

const savable = {
  configuration: { name: toSay('dialog.file.configuration'), extensions: ['conf'] },
  shared: { name: toSay('dialog.file.shared'), extensions: ['adit'] },
  backup: backupFiles,
  certificate: { name: toSay('dialog.file.oneCertificate'), extensions: ['pem'] },
  log: { name: toSay('dialog.file.log'), extensions: ['log', 'txt'] },
} as const;

export const systemActions: SystemActions = {
  async chooseFor(purpose, parent) {
    const { extensions } = choosable[purpose];
    const title = say(choosable[purpose].title);
    const filters = [{ name: title, extensions: [...extensions] }, allFiles()];
    const options: Electron.OpenDialogOptions = {
      title,
      buttonLabel: t('dialog.choose'),
      properties: ['openFile'],
      filters,
    };
    const [path] = await askPaths(options, parent);
    return path === undefined ? null : { path, name: basename(path), bytes: await readBytes(path, MAX_CHOSEN) };
  },
  async choose(what, parent) {
    const chosen = await askPaths(
      what === 'folder'
        ? {
            title: t('dialog.import.folder'),
            buttonLabel: t('dialog.import.preview'),
            properties: ['openDirectory'],
          }
        : {
            title: t('dialog.import.files'),
            buttonLabel: t('dialog.import.preview'),
            properties: ['openFile', 'multiSelections'],
            filters: [
              {
                name: t('dialog.import.kinds'),
                extensions: ['conf', 'cfg', 'txt', 'adit', 'pem', 'crt', 'cer', 'zip', 'tar', 'tgz', 'gz'],
              },
              allFiles(),
            ],
          },
      parent,
    );
    return chosen.length === 0 ? success(null) : readGiven(chosen);
  },
  files: (parent) => ({
    async askDestination({ title, suggestedName, kind }) {
      const options: Electron.SaveDialogOptions = {
        title,
        defaultPath: `${app.getPath('documents')}/${suggestedName}`,
        filters: [savable[kind]].map(({ name, extensions }) => ({ name: say(name), extensions: [...extensions] })),
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      };
      const window = parent();
      const { canceled, filePath } =
        window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
      if (canceled || filePath === undefined || filePath === '') return null;
      return { directory: dirname(filePath), name: basename(filePath), path: filePath };
    },
    write: saveFiles,
    async askBackup() {
      const [path] = await askPaths(
        {
          title: t('dialog.backup.choose'),
          buttonLabel: t('dialog.open'),
          properties: ['openFile'],
          filters: [{ name: say(backupFiles.name), extensions: [...backupFiles.extensions] }, allFiles()],
        },
        parent(),
      );
      if (path === undefined) return success(null);
      const bytes = await readBytes(path, MAX_BACKUP);
      const name = basename(path);
      return bytes === null ? unreadableBackup(name) : success({ name, text: bytes.toString('utf8') });
    },
    async readCertificates(path) {
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
        return (await readDirectory(path)).map(String).join('');
      }
      const bytes = await readBytes(path, MAX_CERTIFICATES);
      // A certificate in DER begins with a SEQUENCE (X.690), which no text does.
      return bytes?.[0] === 0x30 ? toPem(bytes) : (bytes?.toString('utf8') ?? null);
    },
    systemRoots() {
      const platform = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
      const candidates = systemRootFiles[platform];
      return candidates.find((path) => existsSync(path)) ?? candidates[0];
    },
  }),
  // Synchronous before Electron 44, a promise since.
  async copy(text) {
    await clipboard.writeText(text);
  },
  askToConnect,
  starting: (launcher, parent) => ({
    openTerminal: launcher.openTerminal,
    startProgram: launcher.startProgram,
    async openUrl(url) {
      if (!isLocalUrl(url)) throw new Error('Only what is behind a tunnel is opened.');
      await shell.openExternal(url);
    },
    askToStart: (name, plan) => askToStart(name, plan, parent()),
    async chooseProgram(label) {
      const title = t('dialog.program', { label });
      const [path] = await askPaths({ title, buttonLabel: t('dialog.choose'), properties: ['openFile'] }, parent());
      return path ?? null;
    },
  }),
  async openWebPage(url) {
    if (!isWebPage(url)) throw new Error('Only web pages are opened.');
    await shell.openExternal(url);
  },
};

/** The revocation lists of large authorities have some mebibytes. */
const MAX_CHOSEN = 16 * 1_048_576;

/** A bundle of all authorities is a quarter of that. */
const MAX_CERTIFICATES = 1_048_576;

async function askPaths(options: Electron.OpenDialogOptions, parent: BrowserWindow | null): Promise<readonly string[]> {
  const chosen = parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options);
  return chosen.canceled ? [] : chosen.filePaths;
}

/** null when it cannot be read or is larger than `most` bytes. */
async function readBytes(path: string, most: number): Promise<Buffer | null> {
  try {
    return await readNamedFile(path, most);
  } catch {
    return null;
  }
}

/** In bytes; thousands of keys fit into it. */
const MAX_SMALL = 1_048_576;

/** null when it cannot be read or is not small. Synchronous: it is read between a click and the start of a tunnel. */
export function readSmallFile(path: string): string | null {
  try {
    return readNamedFileSync(path, MAX_SMALL).toString('utf8');
  } catch {
    return null;
  }
}

const unreadableBackup = (name: string) =>
  failure('import', () => ({
    what: t('failure.backup.unreadableBackup.what', { name }),
    why: t('failure.backup.unreadableBackup.why'),
    next: t('failure.backup.unreadableBackup.next'),
  }));

/** Nothing that starts another program than a browser. */
export function isWebPage(url: string): boolean {
  return url.length <= 2048 && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** A launch plan's address is the local end of a tunnel: of a scheme that a table names, with a port, and no path. */
export function isLocalUrl(url: string): boolean {
  return /^(?:(?:http|vnc):\/\/|rdp:\/\/full%20address=s:)(?:[\w.%~-]+@)?[\w.:%[\]-]+:\d{1,5}(?:\/|&username=s:[\w.%~-]+)?$/.test(
    url,
  );
}
