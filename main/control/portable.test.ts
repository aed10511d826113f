import { expect, test } from 'vitest';
import { type Program, portableFolder } from './place.ts';

const program = (change: Partial<Program>): Program => ({
  platform: 'linux',
  environment: {},
  file: '/media/stick/adit/adit',
  exists: () => true,
  ...change,
});

test.each<[string, Partial<Program>, string]>([
  ['an archive’s program', {}, '/media/stick/adit/Adit-data'],
  ['an AppImage', { environment: { APPIMAGE: '/media/stick/Adit.AppImage' } }, '/media/stick/Adit-data'],
  [
    'a Mac’s app',
    { platform: 'darwin', file: '/Volumes/Stick/Adit.app/Contents/MacOS/Adit' },
    '/Volumes/Stick/Adit-data',
  ],
  ['Windows’ program', { platform: 'win32', file: 'E:\\Adit\\Adit.exe' }, 'E:\\Adit\\Adit-data'],
])('%s with a folder beside it keeps everything there, and without one nothing', (_, change, folder) => {
  const asked: string[] = [];
  expect(portableFolder(program(change))).toBe(folder);
  expect(
    portableFolder(
      program({
        ...change,
        exists: (path) => {
          asked.push(path);
          return false;
        },
      }),
    ),
  ).toBeNull();
  expect(asked).toEqual([folder]);
});

test('Windows’ portable file keeps everything beside itself, whether or not the folder is there yet', () => {
  const unpacked = 'C:\\Users\\Anna\\AppData\\Local\\Temp\\x\\Adit.exe';
  const environment = { PORTABLE_EXECUTABLE_DIR: 'E:\\' };
  expect(portableFolder(program({ platform: 'win32', file: unpacked, environment, exists: () => false }))).toBe(
    'E:\\Adit-data',
  );
});
