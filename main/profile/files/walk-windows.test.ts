/** Paths as Windows has them, where a link can lead to another drive: there is no way from one to the other. */
import { expect, test, vi } from 'vitest';
import { type Disk, readPaths } from './walk.ts';

vi.mock('node:path', async (original) => {
  const { win32 } = await original<typeof import('node:path')>();
  return { ...win32, default: win32 };
});

const CONTENT = 'accept = 1\n';

/** A folder with nothing but links, each to where its name says. */
function diskWith(links: Readonly<Record<string, string>>): Disk {
  const entry = (kind: 'file' | 'directory' | 'link') => ({
    size: CONTENT.length,
    isFile: () => kind === 'file',
    isDirectory: () => kind === 'directory',
    isSymbolicLink: () => kind === 'link',
  });
  return {
    stat: async (path) => entry(path === 'C:\\in' ? 'directory' : 'file'),
    lstat: async () => entry('link'),
    realpath: async (path) => links[path.slice('C:\\in\\'.length)] ?? path,
    readdir: async () => Object.keys(links),
    read: async () => new TextEncoder().encode(CONTENT),
  };
}

test('a link within the folder that leads to another drive, or a share, is not followed', async () => {
  const links = {
    'drive.conf': 'D:\\other\\stunnel.conf',
    'inside.conf': 'C:\\in\\conf.d\\stunnel.conf',
    'outside.conf': 'C:\\other\\stunnel.conf',
    'share.conf': '\\\\server\\share\\stunnel.conf',
  };
  const result = await readPaths(['C:\\in'], diskWith(links));
  const { files, notes } = result.ok ? result.set : { files: [], notes: [] };
  expect(files.map(({ path }) => path)).toEqual(['inside.conf']);
  expect(notes.map(({ file }) => file)).toEqual(['drive.conf', 'outside.conf', 'share.conf']);
});
