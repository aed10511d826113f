/** ~/.ssh/config as a file: changed whole or not at all, with its mode, its owner and its links. */

import { randomUUID } from 'node:crypto';
import { chmod, chown, copyFile, lstat, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { readNamedFile } from '../../disk/named-file.ts';
import { ownHosts, withRegion } from './region.ts';

export type SshConfigOutcome =
  | { readonly kind: 'written'; readonly file: string; readonly copy: string | null }
  | { readonly kind: 'unchanged'; readonly file: string }
  /** Nothing was changed; `why` and `next` are sentences. */
  | { readonly kind: 'failed'; readonly why: Text; readonly next: Text };

/** A configuration of people's; far beyond that it is something else. */
const LARGEST = 4 * 1024 * 1024;

/** Hosts that the person's own part of the file speaks of. A file that is not there speaks of none. */
export async function hostsIn(file: string): Promise<ReadonlySet<string>> {
  return ownHosts(await read(file).catch(() => ''));
}

/** Puts these blocks in the place of Adit's earlier ones; with none Adit's part is taken away. Never rejects. */
export async function setHostBlocks(file: string, blocks: readonly (readonly string[])[]): Promise<SshConfigOutcome> {
  try {
    const there = await exists(file);
    if (!there && blocks.length === 0) return { kind: 'unchanged', file };
    // A link stays a link: what it leads to is changed, as dotfiles in a repository want it.
    const target = there ? await realpath(file) : file;
    const before = there ? await read(target) : '';
    const after = withRegion(before, blocks);
    if (!after.ok) {
      return {
        kind: 'failed',
        why: toSay('failure.ssh.mark', { file }),
        next: toSay('failure.ssh.mark.next'),
      };
    }
    if (after.text === before) return { kind: 'unchanged', file: target };
    if (!there) await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const copy = there ? `${target}.before-adit` : null;
    if (copy !== null && !(await exists(copy))) await copyFile(target, copy);
    await replace(target, after.text, there ? await stat(target) : null);
    return { kind: 'written', file: target, copy };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return {
      kind: 'failed',
      why: toSay('failure.ssh.file', { file, code }),
      next: toSay('failure.ssh.file.next'),
    };
  }
}

const exists = (file: string) =>
  lstat(file).then(
    () => true,
    () => false,
  );

const read = async (file: string): Promise<string> => (await readNamedFile(file, LARGEST)).toString('latin1');

async function replace(
  target: string,
  text: string,
  before: { readonly mode: number; readonly uid: number; readonly gid: number } | null,
): Promise<void> {
  const beside = path.join(path.dirname(target), `.adit-${randomUUID()}.tmp`);
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      await handle.writeFile(text, 'latin1');
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (before !== null && process.platform !== 'win32') {
      await chmod(beside, before.mode & 0o7777);
      // Another owner can be kept by root only; whose file it is, it is written by him.
      if (process.getuid?.() === 0) await chown(beside, before.uid, before.gid);
    }
    await rename(beside, target);
  } finally {
    await rm(beside, { force: true });
  }
}
