/** npm run icons: renders the drawings of build/icons and build/tray into the files beside them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renderAll } from './icons.ts';

const files = await renderAll();
for (const [name, content] of files) {
  const path = join(import.meta.dirname, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
console.log(`Rendered ${files.size} files.`);
