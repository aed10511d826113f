/**
 * electron-store writes with `atomically`, which takes one write for all of it: on a disk that is nearly full it puts the
 * first part of the profiles in their place and reports no error. Here it writes as everything else of ours does. In a
 * snap's environment, which a terminal of one hands on, it writes into the file itself; that is left out.
 */
import { join } from 'node:path';
import type { Plugin } from 'vite';

const name = '\0atomically';
const writer = JSON.stringify(join(import.meta.dirname, '../main/disk/whole-file.ts'));

export const wholeWrites: Plugin = {
  name: 'adit:whole-writes',
  enforce: 'pre',
  resolveId: (id) => (id === 'atomically' ? name : null),
  load: (id) =>
    id === name
      ? `import { writeWholeFile } from ${writer};
         export const writeFileSync = (file, data, { mode = 0o600 }) => writeWholeFile(file, data, mode);`
      : null,
  transform: (code, id) =>
    /[\\/]conf[\\/]dist[\\/]source[\\/]index\.js$/.test(id) ? code.replaceAll('process.env.SNAP', 'undefined') : null,
};
