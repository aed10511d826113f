/** Prints what the system trusts, asked for twice at once, and whether it read that on a thread of its own. */
import { systemRoots } from '../../main/trust/system-roots.ts';

let threads = 0;
process.on('worker', () => {
  threads += 1;
});
const [roots, again] = await Promise.all([systemRoots(), systemRoots()]);
process.stdout.write(JSON.stringify({ roots, same: roots === again, threads }));
