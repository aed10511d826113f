/** `adit log`: the end of the app's log file. */
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from '../arguments.ts';
import { type ExitStatus, exitStatus, type Output } from '../output.ts';
import { folderOf, NO_FOLDER } from '../stored-profiles.ts';

type Log = Extract<Command, { readonly kind: 'log' }>;

/** The file is begun anew at 2 MiB. */
const MOST = 4 * 1024 * 1024;
const EVERY_MS = 300;

export async function logCommand({ name, lines, follow, userData }: Log, output: Output): Promise<ExitStatus> {
  const folder = folderOf(userData);
  if (folder === null) {
    output.message(NO_FOLDER);
    return exitStatus.failed;
  }
  const file = join(folder, 'logs', 'adit.log');
  const end = await sizeOf(file);
  if (end === null) output.message(`There is no log at ${file} yet: nothing that is noted there has happened.`);
  const all = await readLines(file, Math.max(0, (end ?? 0) - MOST), end ?? 0);
  for (const line of linesAbout(all, name).slice(-Math.max(1, lines))) output.result(line);
  if (follow) await followFile(file, end ?? 0, name, output);
  return end === null && !follow ? exitStatus.failed : exitStatus.done;
}

/** Those about a profile: the name stands behind the level. Pure. */
export const linesAbout = (lines: readonly string[], name: string | null): readonly string[] =>
  name === null ? lines : lines.filter((line) => line.toLowerCase().includes(`] ${name.toLowerCase()}: `));

async function followFile(file: string, from: number, name: string | null, output: Output): Promise<void> {
  let at = from;
  let isOver = false;
  const stop = () => {
    isOver = true;
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  while (!isOver) {
    await delay(EVERY_MS);
    const end = (await sizeOf(file)) ?? 0;
    // A shorter file is a new one, as is one that comes.
    if (end < at) at = 0;
    if (end === at) continue;
    for (const line of linesAbout(await readLines(file, at, end), name)) output.result(line);
    at = end;
  }
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
}

const sizeOf = (file: string): Promise<number | null> =>
  stat(file).then(
    ({ size }) => size,
    () => null,
  );

/** None of a file that is not there, or not any more: the app may begin anew at any moment. */
async function readLines(file: string, from: number, to: number): Promise<readonly string[]> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return [];
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(to - from), 0, to - from, from);
    return buffer
      .toString('utf8', 0, bytesRead)
      .split('\n')
      .filter((line) => line !== '');
  } finally {
    await handle.close();
  }
}
