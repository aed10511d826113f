/** The folder that settings are copied to, on disk. */

import { createHash, randomBytes } from 'node:crypto';
import { watch } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Text, toSay } from '../../preload/words/text.ts';
import { readNamedFile } from '../disk/named-file.ts';
import { MAX_BACKUP } from '../profile/share/backup.ts';
import type { FolderDisk, FolderMemory, FoundCopy } from '../state/folder-copy.ts';
import { isDraftOf, saveFiles } from './save-files.ts';
import { openSmallFile } from './small-file.ts';

/** Of Adit, whatever a program that shares folders has added to the name. */
const COPY = /^adit .*\.json$/i;
/** More are no computers of one person. */
const MOST = 64;
/** Folders on a network do not always tell. */
const LOOK_MS = 60_000;

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64');

function refusal(folder: string, code: string): Text {
  if (code === 'ENOENT' || code === 'ENOTDIR') return toSay('failure.folder.gone', { folder });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return toSay('failure.folder.forbidden', { folder });
  return toSay('failure.folder.unusable', { folder, code });
}

const codeOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN';

export function createFolderDisk(choose: FolderDisk['choose']): FolderDisk {
  return {
    choose,

    async write(folder, name, text) {
      try {
        // Of this computer's copy, when it was killed while it wrote one.
        const drafts = (await readdir(folder)).filter((entry) => isDraftOf(name, entry));
        for (const draft of drafts) await rm(join(folder, draft), { force: true });
      } catch (thrown) {
        return refusal(folder, codeOf(thrown));
      }
      const written = await saveFiles(folder, [{ name, text }]);
      if (written.ok) return null;
      const { what, why } = written.error.explanation;
      return toSay('notice.because', { why: what, next: why });
    },

    async read(folder) {
      let names: readonly string[];
      try {
        names = (await readdir(folder))
          .filter((name) => COPY.test(name))
          .sort()
          .slice(0, MOST);
      } catch (thrown) {
        return refusal(folder, codeOf(thrown));
      }
      const found: FoundCopy[] = [];
      for (const name of names) {
        try {
          found.push({ name, text: new TextDecoder().decode(await readNamedFile(join(folder, name), MAX_BACKUP)) });
        } catch {
          // It is being written, or is no file; it is looked at again with the next change.
        }
      }
      return found;
    },

    watch(folder, changed) {
      const timer = setInterval(changed, LOOK_MS);
      timer.unref();
      try {
        const watcher = watch(folder, { persistent: false }, changed);
        // The folder went away; it is looked for every minute.
        watcher.on('error', () => watcher.close());
        return () => {
          clearInterval(timer);
          watcher.close();
        };
      } catch {
        return () => clearInterval(timer);
      }
    },
  };
}

const memorySchema = z.object({
  path: z.string().max(4096).nullable(),
  id: z.string().regex(/^[0-9a-f]{8}$/),
  seen: z.record(z.string().max(255), z.string().max(64)),
});

/** `folder.json`: nothing in it is worth a complaint, so a damaged file is simply replaced. */
export function openFolderMemory(directory: string): { read(): FolderMemory; write(memory: FolderMemory): void } {
  const file = openSmallFile(directory, 'folder');
  const parsed = memorySchema.safeParse(file.read());
  let memory: FolderMemory = parsed.success
    ? parsed.data
    : { path: null, id: randomBytes(4).toString('hex'), seen: {} };
  return {
    read: () => memory,
    write(next) {
      memory = next;
      try {
        file.write({ ...next });
      } catch {
        // The disk is full: it holds until the app ends, and some copies are offered once more after that.
      }
    },
  };
}
