/**
 * node build/setup.mjs build/release/index.ts FOLDER URL HOMEPAGE: beside the files of a release in FOLDER, which people
 * will find below URL, everything that is made of them: the repository for apt, manifests of package managers, the list
 * of what is in the program, and checksums. ADIT_APT_KEY: the key to sign the repository with.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureBuilt, root } from '../outputs.ts';
import { pinnedVersion } from '../runtime.ts';
import { writeAptRepository } from './apt.ts';
import { aboutRelease, checksums, factsOf } from './facts.ts';
import { manifests } from './manifests.ts';
import { type Bundled, sbomOf } from './sbom.ts';

const [folder, url, homepage] = process.argv.slice(2);
if (folder === undefined || url === undefined || homepage === undefined) {
  console.error('Usage: node build/setup.mjs build/release/index.ts FOLDER URL HOMEPAGE');
  process.exit(2);
}
ensureBuilt('release');
const facts = await factsOf(folder, aboutRelease(root, url, homepage));

const npm = process.env['npm_execpath'];
const [command, line] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
const all = execFileSync(command, [...line, 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
});
const bundled = JSON.parse(readFileSync(join(root, 'out/packages.json'), 'utf8')) as readonly Bundled[];
const sbom = `${JSON.stringify(sbomOf(JSON.parse(all), bundled, pinnedVersion()), null, 2)}\n`;
writeFileSync(join(folder, 'adit.cdx.json'), sbom);

for (const [name, text] of Object.entries(manifests(facts))) {
  const file = join(folder, 'manifests', name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
if (facts.files.some(({ kind }) => kind === 'tar.gz')) {
  // Beside the manifest, which names them.
  const place = join(folder, 'manifests/flatpak');
  cpSync(join(root, 'build/flatpak'), place, { recursive: true });
  cpSync(join(root, 'build/icons/png/512x512.png'), join(place, '512x512.png'));
}
writeAptRepository(folder, facts, new Date(), process.env['ADIT_APT_KEY'] || null);
writeFileSync(join(folder, 'SHA256SUMS'), checksums(facts.files));
console.log(`${facts.files.length} files of Adit ${facts.version}.`);
