/** The programs that have a socket, by the paths of their files. Linux only. */
import { readdir, readlink, realpath } from 'node:fs/promises';
import { inodesOf } from '../local/sockets-of-programs.ts';

/**
 * Whether a process whose file is one of these has the socket. Only this user's processes can be looked at. A script's file
 * is its interpreter's. Looks at the descriptors of those processes alone whose file is listed.
 */
export async function isHeldByOneOf(inode: number, programs: readonly string[]): Promise<boolean> {
  // The kernel names files by their own paths, without symbolic links.
  const files = new Set(await Promise.all(programs.map((program) => realpath(program).catch(() => program))));
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const file = await readlink(`/proc/${pid}/exe`).catch(() => null);
    // A program that was updated while it runs.
    if (file === null || !files.has(file.replace(/ \(deleted\)$/, ''))) continue;
    if ((await inodesOf(pid)).includes(String(inode))) return true;
  }
  return false;
}
