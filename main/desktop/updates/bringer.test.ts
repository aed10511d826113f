import { describe, expect, test } from 'vitest';
import { bringerOf, type Installation } from './bringer.ts';

const appImage: Installation = {
  platform: 'linux',
  isPackaged: true,
  env: { APPIMAGE: '/home/anna/Adit.AppImage' },
  program: '/tmp/.mount_Adit/adit',
  packageType: null,
  hasSource: true,
  exists: () => false,
};
const windows: Installation = {
  ...appImage,
  platform: 'win32',
  env: {},
  program: 'C:\\Users\\Anna\\AppData\\Local\\Programs\\Adit\\Adit.exe',
};
const mac: Installation = { ...appImage, platform: 'darwin', env: {}, program: '/Applications/Adit.app' };

describe('an installation that', () => {
  test.each([
    ['is an AppImage', appImage],
    ['was installed by Windows’ setup', windows],
    ['is in the Applications of a Mac', mac],
  ])('%s brings its own updates', (_, installation) => {
    expect(bringerOf(installation)).toEqual({ kind: 'itself' });
  });

  test.each([
    ['came as a deb, also with APPIMAGE of another program', 'apt', { ...appImage, packageType: 'deb' }],
    ['came as an rpm', 'rpm', { ...appImage, env: {}, packageType: 'rpm' }],
    ['is a Flatpak', 'flatpak', { ...appImage, env: { FLATPAK_ID: 'app.adit.desktop' } }],
    ['is a snap', 'snap', { ...appImage, env: { SNAP: '/snap/adit/1' } }],
    ['came with winget', 'winget', { ...windows, packageType: 'winget' }],
    ['came with Scoop', 'scoop', { ...windows, program: 'C:\\Users\\Anna\\scoop\\apps\\adit\\current\\Adit.exe' }],
    ['is portable', 'portable', { ...windows, env: { PORTABLE_EXECUTABLE_DIR: 'E:\\' } }],
    ['came with Homebrew', 'homebrew', { ...mac, exists: (path: string) => path === '/opt/homebrew/Caskroom/adit' }],
    ['was unpacked from an archive', 'archive', { ...appImage, env: {} }],
    ['is no package', 'own-build', { ...appImage, isPackaged: false }],
    ['does not know where newer ones are', 'unknown', { ...mac, hasSource: false }],
  ] as const)('%s is updated by %s alone', (_, by, installation) => {
    expect(bringerOf(installation)).toEqual({ kind: 'somebody', by });
  });
});
