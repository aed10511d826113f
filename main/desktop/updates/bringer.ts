/** Who brings newer versions of this program: itself, or whoever has installed it. Pure. */

export interface Installation {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the program itself is. */
  readonly program: string;
  /** What its package has written beside it: `deb`, `rpm`, `winget`; null: nothing. */
  readonly packageType: string | null;
  /** It says where newer versions are. */
  readonly hasSource: boolean;
  /** Whether there is such a folder. */
  readonly exists: (path: string) => boolean;
}

export type Bringer =
  | { readonly kind: 'itself' }
  /** A sentence for people. */
  | { readonly kind: 'somebody'; readonly why: string };

const somebody = (why: string): Bringer => ({ kind: 'somebody', why });
const command = (who: string, line: string): Bringer => somebody(`${who} brings updates of Adit: ${line}`);

/** Homebrew keeps a folder of each program that it has put into Applications. */
const casks = ['/opt/homebrew/Caskroom/adit', '/usr/local/Caskroom/adit'] as const;

const byPackageType: Readonly<Record<string, Bringer>> = {
  deb: command('Your system’s package manager', 'apt upgrade, or its updater with windows.'),
  rpm: command('Your system’s package manager', 'dnf upgrade or zypper update, or its updater with windows.'),
  winget: command('winget', 'winget upgrade Adit'),
};

export function bringerOf(installation: Installation): Bringer {
  const { platform, env, program, packageType, hasSource } = installation;
  if (!installation.isPackaged) return somebody('This is a build of your own: build a newer one.');
  if (env['FLATPAK_ID']) return command('Flatpak', 'flatpak update');
  if (env['SNAP']) return command('snapd', 'snap refresh');
  const packaged = packageType === null ? undefined : byPackageType[packageType];
  if (packaged !== undefined) return packaged;
  if (platform === 'darwin' && casks.some(installation.exists)) return command('Homebrew', 'brew upgrade --cask adit');
  if (platform === 'win32' && /[\\/]scoop[\\/]apps[\\/]/i.test(program)) return command('Scoop', 'scoop update adit');
  if (platform === 'win32' && env['PORTABLE_EXECUTABLE_DIR']) {
    return somebody(
      'A portable Adit does not replace itself: download the newer file and put it in the place of this one.',
    );
  }
  if (platform === 'linux' && !env['APPIMAGE']) {
    return somebody('Adit was unpacked from an archive: download the newer one and unpack it in the same place.');
  }
  return hasSource
    ? { kind: 'itself' }
    : somebody('This copy of Adit does not know where newer versions are: download them from where you have it from.');
}
