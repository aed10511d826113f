/**
 * `full-disk-program FOLDER` saves in a folder on a small disk of its own, with less and less room left; tells a line for
 * each, with what a next start would find, and one more when there is room again.
 */
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Answer, openStores } from './stores.ts';

const [, , folder = ''] = process.argv;
const filler = path.join(folder, '..', 'filler');
let said: readonly Answer[] = [];
const stores = await openStores(folder, (one) => {
  said = [...said, one];
});
for (let number = 1; number <= 40; number += 1) await stores.save(number);

async function tell(room: number | null, save: number): Promise<void> {
  said = [];
  await stores.save(save);
  const here = stores.found();
  const next = (await openStores(folder, () => {})).found();
  console.log(JSON.stringify({ room, save, said, here, next }));
}

const BLOCK = 4096;
for (let room = 32; room >= 0; room -= 1) {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - room * BLOCK)));
  await tell(room, 41 + 32 - room);
  rmSync(filler);
}
await tell(null, 100);
