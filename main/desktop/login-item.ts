/** The app's start at login, by each platform's own way. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';
import type { Settings } from '../../preload/types.ts';
import { writeWholeFile } from '../disk/whole-file.ts';

export type StartAtLogin = NonNullable<Settings['startAtLogin']>;

export interface LoginItem {
  /** Whether the system starts the app at login, as far as it says so. */
  isOn(): boolean;
  /** null: not at all. Throws when the system does not let it. */
  set(start: StartAtLogin | null): void;
}

export interface LoginItemPorts {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  /** The program, and what it needs on its command line besides. */
  readonly command: readonly string[];
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;
}

/** That nobody has started it, and that the network may not be there yet. */
const AT_LOGIN = '--at-login';
const HIDDEN = '--hidden';

const switchesOf = (start: StartAtLogin | null): readonly string[] => [
  AT_LOGIN,
  ...(start === 'hidden' ? [HIDDEN] : []),
];

/** null: the system decides about starts at login for itself, as in a sandbox of Flatpak or Snap. */
export function loginItem({ platform, env, home, command, app }: LoginItemPorts): LoginItem | null {
  if (platform === 'linux') {
    if (env['FLATPAK_ID'] !== undefined || env['SNAP'] !== undefined) return null;
    const directory = join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'autostart');
    return autostartFile(directory, env['APPIMAGE'] === undefined ? command : [env['APPIMAGE'], ...command.slice(1)]);
  }
  if (platform === 'win32') {
    // A portable program unpacks itself anew each time: what is to be started is what was started.
    const [program = '', ...given] = command;
    const path = env['PORTABLE_EXECUTABLE_FILE'] ?? program;
    const argsOf = (start: StartAtLogin | null) => [...given, ...switchesOf(start)];
    const isSet = (start: StartAtLogin) => app.getLoginItemSettings({ path, args: argsOf(start) }).openAtLogin;
    return {
      isOn: () => isSet('hidden') || isSet('window'),
      set: (start) => app.setLoginItemSettings({ path, args: argsOf(start), openAtLogin: start !== null }),
    };
  }
  // There are no arguments on macOS: a start at login is told from others (`wasOpenedAtLogin`).
  return {
    isOn: () => app.getLoginItemSettings().openAtLogin,
    set: (start) => app.setLoginItemSettings({ openAtLogin: start !== null }),
  };
}

function autostartFile(directory: string, command: readonly string[]): LoginItem {
  const file = join(directory, 'app.adit.desktop.desktop');
  return {
    isOn() {
      try {
        // Desktops switch a file off by a line in it.
        return !/^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(readFileSync(file, 'utf8'));
      } catch {
        return false;
      }
    },
    set(start) {
      if (start === null) {
        rmSync(file, { force: true });
        return;
      }
      mkdirSync(directory, { recursive: true });
      writeWholeFile(file, autostartEntry([...command, ...switchesOf(start)]), 0o644);
    },
  };
}

/** https://specifications.freedesktop.org/autostart-spec and, for `Exec`, desktop-entry-spec. */
export const autostartEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Adit',
    'Comment=Tunnels to stunnel servers',
    // Where the program has gone since, nothing is started (autostart-spec): no package removes files of a home.
    `TryExec=${(command[0] ?? '').replaceAll('\\', '\\\\')}`,
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=adit',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Quoted once for the command line and once more as a string of the file; a per cent sign begins a field code. */
function quoted(argument: string): string {
  const inCommand = `"${argument.replace(/["`$\\]/g, '\\$&')}"`;
  return inCommand.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}
