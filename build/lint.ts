/** npm run lint: what Biome says of each file, and what the table of rooms says of them all. Arguments go to Biome. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { complaintsAbout } from './layers.ts';
import { root } from './outputs.ts';

const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
const { status } = spawnSync(process.execPath, [biome, 'check', '.', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
const complaints = complaintsAbout(root);
for (const complaint of complaints) console.error(complaint);
process.exitCode = status === 0 && complaints.length === 0 ? 0 : 1;
