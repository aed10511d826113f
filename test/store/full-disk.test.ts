/** A disk that is full, or nearly so: what cannot be saved is said, and what there was stays. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute } from '../peers/tools.ts';
import { buildProgram } from './build.ts';
import type { Answer, Found } from './stores.ts';

interface Told {
  /** Blocks that were free; null: the disk was no longer full. */
  readonly room: number | null;
  readonly save: number;
  readonly said: readonly Answer[];
  /** What the program has, and what its next start would find. */
  readonly here: Found;
  readonly next: Found;
}

/** As many kilobytes of memory, in a view of this computer that only this command has. */
const onSmallDisk = [
  'mkdir "$1/disk"',
  'mount -t tmpfs -o size=1500k,mode=700 none "$1/disk"',
  'mkdir "$1/disk/Adit"',
  'exec "$2" "$3" "$1/disk/Adit"',
].join(' && ');
const unshare = ['--map-root-user', '--mount', 'sh', '-c'];

const hasOwnMounts =
  process.platform === 'linux' &&
  (await execute('unshare', [...unshare, 'mount -t tmpfs none /mnt']).then(
    () => true,
    () => false,
  ));

let directory: TemporaryDirectory;
beforeAll(async () => {
  directory = await temporaryDirectory('adit-full-');
});
afterAll(() => directory.close());

test.skipIf(!hasOwnMounts)(
  'on a full disk each save is whole or refused, and works again when there is room',
  async () => {
    const program = await buildProgram('full-disk-program', directory.path);
    const args = [...unshare, onSmallDisk, 'sh', directory.path, process.execPath, program];
    const { stdout } = await execute('unshare', args, { timeout: 120_000 });
    const told = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Told);
    expect(told.at(-1)).toMatchObject({ room: null, said: [{ kind: 'saved' }, { kind: 'saved' }, { kind: 'saved' }] });
    for (const { room, said, here, next } of told) {
      const where = `${room} blocks free`;
      expect(
        said.map(({ what }) => what),
        where,
      ).toEqual(['profiles', 'secrets', 'totals']);
      for (const one of said) if (one.kind === 'refused') expect(one.why, where).toContain('ENOSPC');
      // Neither a part of something, nor anything that the program does not have.
      expect({ ...next, logged: [] }, where).toEqual({ ...here, logged: [] });
      expect(Object.values({ ...here.profiles, ...here.secrets }), where).not.toContain(-1);
      expect(here.files, where).toEqual(['profiles.json', 'secrets.json', 'traffic.json']);
    }
    // There was too little room for some, and enough for others.
    const kinds = new Set(told.flatMap(({ said }) => said.map(({ kind, what }) => `${what} ${kind}`)));
    expect(kinds.size).toBe(6);
  },
);
