/**
 * For a program's name alone Windows looks in the current folder first, and among its own before the PATH: a whole path
 * leaves nothing to that. Elsewhere a name stands for what the PATH has.
 */
import path from 'node:path';
import { candidatesOf, type LookingWorld } from './installed.ts';

/** What a name without an ending may stand for, as cmd.exe has it in PATHEXT by default. */
const ENDINGS = ['.com', '.exe', '.bat', '.cmd'] as const;

/** Where Windows' own programs are, should the PATH not say so. */
const SYSTEM = ['{system}\\', '{system}\\OpenSSH\\'] as const;

/** The same command, on Windows with the whole path of its program where there is one. */
export async function withWholePath(argv: readonly string[], world: LookingWorld): Promise<readonly string[]> {
  const [program = '', ...others] = argv;
  if (world.platform !== 'win32' || path.win32.basename(program) !== program) return argv;
  const names = path.win32.extname(program) === '' ? ENDINGS.map((ending) => program + ending) : [program];
  for (const place of [...names, ...SYSTEM.flatMap((folder) => names.map((name) => folder + name))]) {
    for (const file of candidatesOf(place, world)) if (await world.isThere(file)) return [file, ...others];
  }
  return argv;
}
