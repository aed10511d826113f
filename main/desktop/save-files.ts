/** Writes what a person exports, shares or backs up: whole or not at all, readable for its owner alone. */

import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../preload/contract.ts';
import { t } from '../../preload/words/words.ts';
import { readNamedFile } from '../disk/named-file.ts';
import type { FileToWrite } from '../state/files.ts';
import { done, failure, isDiskFull } from '../state/result.ts';

/** The first may replace a file, because the person was asked; the others may only be there already with the same text. */
export async function saveFiles(
  directory: string,
  [main, ...companions]: readonly [FileToWrite, ...FileToWrite[]],
): Promise<Result<undefined>> {
  try {
    for (const { name, text } of companions) {
      if (name === main.name || !(await isFree(join(directory, name), text))) return inTheWay(name);
    }
    for (const file of [...companions, main]) await replace(directory, file);
    return done;
  } catch (thrown) {
    return cannotWrite(main.name, thrown);
  }
}

/** Whether nothing is there, or the same text already. What is no file, or larger, is something else. */
async function isFree(path: string, text: string): Promise<boolean> {
  try {
    const bytes = Buffer.from(text);
    return bytes.equals(await readNamedFile(path, bytes.length));
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

/** Whether an entry of a folder is what was being written in this file's place when the program ended. */
export const isDraftOf = (name: string, entry: string): boolean =>
  entry.startsWith(`.${name}.`) && /^[\da-f]{12}$/.test(entry.slice(name.length + 2));

async function replace(directory: string, { name, text }: FileToWrite): Promise<void> {
  const draft = join(directory, `.${name}.${randomBytes(6).toString('hex')}`);
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    await rename(draft, join(directory, name));
  } catch (thrown) {
    await rm(draft, { force: true });
    throw thrown;
  }
}

const inTheWay = (name: string) =>
  failure('failed', () => ({
    what: t('failure.kit.inTheWay.what'),
    why: t('failure.save.inTheWay.why', { name }),
    next: t('failure.save.inTheWay.next'),
  }));

function cannotWrite(name: string, thrown: unknown) {
  const { code = 'UNKNOWN' } = thrown as NodeJS.ErrnoException;
  const isForbidden = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  return failure('failed', () => ({
    what: t('failure.save.cannotWrite.what', { name }),
    why: isDiskFull(thrown)
      ? t('failure.save.full.why')
      : isForbidden
        ? t('failure.save.cannotWrite.why')
        : t('failure.kit.cannotWrite.why', { code }),
    next: isDiskFull(thrown) ? t('failure.save.full.next') : t('failure.save.cannotWrite.next'),
  }));
}
