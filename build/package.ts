/**
 * npm run package [-- [--system-tools] ARGS of electron-builder]: packages of this system, or what ARGS ask for, in dist/.
 * `--system-tools`: made with this computer's dpkg-deb, rpmbuild, mksquashfs and 7za instead of downloaded ones.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBuilder } from './builder.ts';
import { ensureBuilt, root } from './outputs.ts';
import { notesOf } from './release/notes.ts';
import { findRuntime } from './runtime.ts';
import { systemTools } from './system-tools/index.ts';

ensureBuilt('release');

/** What the changelog says of this version; programs of the version before show it. */
function releaseNotes(folder: string): readonly string[] {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const notes = notesOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version);
  if (notes === null) return [];
  const file = join(folder, 'release-notes.md');
  writeFileSync(file, notes);
  return [`-c.releaseInfo.releaseNotesFile=${file}`];
}

const OURS = '--system-tools';
const given = process.argv.slice(2);
const line = given.filter((word) => word !== OURS);
// electron-builder fetches the pinned Electron itself, for any system; only another runtime has to be named.
let runtime = null;
if (process.env['ELECTRON_OVERRIDE_DIST_PATH']) {
  const found = await findRuntime();
  if (found.kind === 'missing') {
    console.error(found.advice.join('\n'));
    process.exit(1);
  }
  runtime = found.runtime;
  console.error(`Packaging with Electron ${runtime.version} of ELECTRON_OVERRIDE_DIST_PATH, for trials only.`);
}
const folder = mkdtempSync(join(tmpdir(), 'adit-tools-'));
let status: number | null = 1;
try {
  const tools = given.includes(OURS) ? systemTools(folder, process.env['ADIT_APPIMAGE_RUNTIME'] ?? null) : {};
  status = runBuilder([...line, ...releaseNotes(folder)], runtime, tools);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (status !== 0) {
  console.error(
    `Packaging failed; see above. If that was a download: ${OURS} makes deb, rpm and archives with the programs of this computer, and ELECTRON_OVERRIDE_DIST_PATH names the directory of an Electron runtime.`,
  );
}
process.exitCode = status ?? 1;
