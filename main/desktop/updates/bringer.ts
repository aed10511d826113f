/** Who brings newer versions of this program: itself, or whoever has installed it. Pure. */
import type { BroughtBy } from '../../../preload/update.ts';

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

export type Bringer = { readonly kind: 'itself' } | { readonly kind: 'somebody'; readonly by: BroughtBy };

/** Homebrew keeps a folder of each program that it has put into Applications. */
const casks = ['/opt/homebrew/Caskroom/adit', '/usr/local/Caskroom/adit'] as const;

const byPackageType: Readonly<Record<string, BroughtBy>> = { deb: 'apt', rpm: 'rpm', winget: 'winget' };

export function bringerOf(installation: Installation): Bringer {
  const by = broughtBy(installation);
  return by === null ? { kind: 'itself' } : { kind: 'somebody', by };
}

function broughtBy({ platform, env, program, packageType, ...rest }: Installation): BroughtBy | null {
  if (!rest.isPackaged) return 'own-build';
  if (env['FLATPAK_ID']) return 'flatpak';
  if (env['SNAP']) return 'snap';
  const manager = packageType === null ? undefined : byPackageType[packageType];
  if (manager !== undefined) return manager;
  if (platform === 'darwin' && casks.some(rest.exists)) return 'homebrew';
  if (platform === 'win32' && /[\\/]scoop[\\/]apps[\\/]/i.test(program)) return 'scoop';
  if (platform === 'win32' && env['PORTABLE_EXECUTABLE_DIR']) return 'portable';
  if (platform === 'linux' && !env['APPIMAGE']) return 'archive';
  return rest.hasSource ? null : 'unknown';
}
